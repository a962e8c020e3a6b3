"""Writes an event file as TensorBoard reads it, by Google's protobuf, for TensorBoardTests: python3 make_events.py (needs protobuf, numpy).

The messages are those of tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto; the checksums are computed here bit
by bit, and the buckets of histograms by NumPy.
"""
import pathlib
import struct

import numpy as np
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

FIELD = descriptor_pb2.FieldDescriptorProto
TIME = 1700000000.5


def message(file, name, *fields, oneof=()):
    """Adds a message; those of a oneof are written even where they are 0."""
    proto = file.message_type.add(name=name)
    if oneof:
        proto.oneof_decl.add(name="value")
    for field, number, kind, *rest in fields:
        added = proto.field.add(name=field, number=number, label=FIELD.LABEL_OPTIONAL)
        if isinstance(kind, str):
            added.type, added.type_name = FIELD.TYPE_MESSAGE, ".events." + kind
        else:
            added.type = kind
        if "repeated" in rest:
            added.label = FIELD.LABEL_REPEATED
        if field in oneof:
            added.oneof_index = 0


def messages():
    file = descriptor_pb2.FileDescriptorProto(name="events.proto", package="events", syntax="proto3")
    double = FIELD.TYPE_DOUBLE
    message(file, "Histogram", ("min", 1, double), ("max", 2, double), ("num", 3, double), ("sum", 4, double),
            ("sum_squares", 5, double), ("bucket_limit", 6, double, "repeated"), ("bucket", 7, double, "repeated"))
    message(file, "Value", ("tag", 1, FIELD.TYPE_STRING), ("simple_value", 2, FIELD.TYPE_FLOAT), ("histo", 5, "Histogram"),
            oneof=("simple_value", "histo"))
    message(file, "Summary", ("value", 1, "Value", "repeated"))
    message(file, "Event", ("wall_time", 1, double), ("step", 2, FIELD.TYPE_INT64), ("file_version", 3, FIELD.TYPE_STRING),
            ("summary", 5, "Summary"), oneof=("file_version", "summary"))
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName("events.Event"))


def crc32c(data):
    crc = 0xffffffff
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82f63b78 if crc & 1 else 0)
    return crc ^ 0xffffffff


def masked(data):
    crc = crc32c(data)
    return ((crc >> 15 | crc << 17) + 0xa282ead8) & 0xffffffff


def record(data):
    length = struct.pack("<Q", len(data))
    return length + struct.pack("<I", masked(length)) + data + struct.pack("<I", masked(data))


def limits():
    above = [1e-12]
    while above[-1] * 1.1 < 1e20:
        above.append(above[-1] * 1.1)
    above.append(np.finfo(np.float64).max)
    return np.array([-limit for limit in reversed(above)] + [0] + above)


def histogram(value, numbers):
    numbers = np.asarray(numbers, np.float64)
    bounds = limits()
    counts = np.bincount(np.minimum(np.searchsorted(bounds, numbers, side="right"), len(bounds) - 1), minlength=len(bounds))
    filled = np.nonzero(counts)[0]
    first, last = max(filled[0] - 1, 0), filled[-1] + 1
    value.histo.min, value.histo.max, value.histo.num = numbers.min(), numbers.max(), len(numbers)
    value.histo.sum, value.histo.sum_squares = sum(numbers), sum(numbers * numbers)
    value.histo.bucket_limit.extend(bounds[first:last])
    value.histo.bucket.extend(counts[first:last].astype(float))


def main():
    event = messages()
    records = [event(wall_time=TIME, file_version="brain.Event:2")]
    for tag, number, step in [("loss/train", 0.5, 0), ("loss/train", 0, 1), ("genauigkeit/größe", -3.25, 300), ("big", 1e30, 2 ** 40)]:
        added = event(wall_time=TIME, step=step)
        added.summary.value.add(tag=tag, simple_value=number)
        records.append(added)
    for tag, numbers, step in [("weights", [-1.5, -1e-13, 0, 0, 0.25, 3, 1e19], 7), ("ends", [-1e100, 1e100, 1e-12, -1e-12], 8)]:
        added = event(wall_time=TIME, step=step)
        histogram(added.summary.value.add(tag=tag), numbers)
        records.append(added)
    path = pathlib.Path(__file__).with_name("events.tfevents")
    path.write_bytes(b"".join(record(added.SerializeToString(deterministic=True)) for added in records))


main()
