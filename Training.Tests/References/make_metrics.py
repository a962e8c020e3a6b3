"""Writes scikit-learn's metrics and its scaler for the tests of this project: python3 make_metrics.py (needs scikit-learn 1.2.1, scipy)."""
import json
import pathlib
import warnings

import numpy as np
from scipy.special import softmax
from sklearn import metrics
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
AVERAGES = ["macro", "micro", "weighted"]
RATIOS = {
    "precision": metrics.precision_score,
    "recall": metrics.recall_score,
    "f1": metrics.f1_score,
    "iou": metrics.jaccard_score,
}


def ratios(labels, predicted, classes):
    averages = AVERAGES + (["binary"] if classes == 2 else [])
    return {name: {
        **{average: ratio(labels, predicted, average=average) for average in averages},
        "per_class": list(ratio(labels, predicted, average=None, labels=range(classes))),
    } for name, ratio in RATIOS.items()}


def ranking(labels, probabilities):
    """Each class against the others; scikit-learn 1.2.1 takes average precision of more than two classes by indicators."""
    classes = probabilities.shape[1]
    if classes == 2:
        score = probabilities[:, 1]
        return {"auroc": {"binary": metrics.roc_auc_score(labels, score)},
                "average precision": {"binary": metrics.average_precision_score(labels, score)}}
    indicators = np.eye(classes)[labels]
    return {
        "auroc": {average: metrics.roc_auc_score(labels, probabilities, multi_class="ovr", average=average)
                  for average in ["macro", "weighted"]},
        "average precision": {average: metrics.average_precision_score(indicators, probabilities, average=average)
                              for average in ["macro", "weighted"]},
    }


def row(labels, scores):
    """Scores are logits; rankings are of the probabilities themselves, for equal ones of different rows depend on how they are rounded."""
    classes = scores.shape[1]
    probabilities = softmax(scores.astype(np.float64), axis=1)
    predicted = scores.argmax(axis=1)
    result = {
        "classes": classes,
        "labels": labels.tolist(),
        "scores": scores.ravel().tolist(),
        "accuracy": metrics.accuracy_score(labels, predicted),
        "confusion": metrics.confusion_matrix(labels, predicted, labels=range(classes)).ravel().tolist(),
        "ratios": ratios(labels, predicted, classes),
        "perplexity": float(np.exp(metrics.log_loss(labels, probabilities, labels=range(classes), eps=1e-300))),
    }
    if classes > 2:
        result["top_k"] = {k: metrics.top_k_accuracy_score(labels, scores, k=k, labels=range(classes)) for k in range(1, classes)}
    if len(set(labels.tolist())) == classes:
        result["probabilities"] = probabilities.ravel().tolist()
        result["ranking"] = ranking(labels, probabilities)
    return result


def random_row(seed, samples, classes, ties=False, absent=(), only=None):
    """Logits lean towards the label; with ties they are of few values. Absent classes are neither labels nor predicted."""
    random = np.random.default_rng(seed)
    present = [number for number in range(classes) if number not in absent]
    labels = random.choice(present if only is None else only, samples)
    scores = random.normal(size=(samples, classes)) + 1.5 * np.eye(classes)[labels]
    scores[:, list(absent)] = -9
    if ties:
        scores = np.round(scores)
    return row(labels, scores.astype(np.float32))


def regression(seed, samples, outputs, targets=None):
    random = np.random.default_rng(seed)
    y = random.normal(3, 2, (samples, outputs)).astype(np.float32)
    p = (y + random.normal(0, 1, y.shape)).astype(np.float32)
    if targets == "constant":
        y[:] = 0.25
    if targets == "met":
        y[:] = 0.25
        p[:] = 0.25
    return {
        "outputs": outputs,
        "predictions": p.ravel().tolist(),
        "targets": y.ravel().tolist(),
        "mae": metrics.mean_absolute_error(y.astype(np.float64), p.astype(np.float64)),
        "mse": metrics.mean_squared_error(y.astype(np.float64), p.astype(np.float64)),
        "r2": metrics.r2_score(y.astype(np.float64), p.astype(np.float64)) if samples > 1 else None,
    }


def scaler():
    """Four features of unlike sizes; the last is always the same."""
    values = np.random.default_rng(21).normal([0, 100, -3, 0], [1, 20, 0.01, 0], (25, 4)).astype(np.float32)
    values[:, 3] = 5
    fitted = StandardScaler().fit(values.astype(np.float64))
    return {
        "values": values.ravel().tolist(),
        "mean": fitted.mean_.tolist(),
        "deviation": fitted.scale_.tolist(),
        "scaled": fitted.transform(values.astype(np.float64)).ravel().tolist(),
    }


ROWS = {
    "scaler": {"four": scaler()},
    "classification": {
        "two": random_row(1, 40, 2),
        "two_ties": random_row(2, 40, 2, ties=True),
        "two_only_zero": random_row(3, 12, 2, only=[0]),
        "two_only_one": random_row(4, 12, 2, only=[1]),
        "three": random_row(5, 60, 3),
        "five_ties": random_row(6, 50, 5, ties=True),
        "five_absent": random_row(7, 30, 5, absent=[1, 4]),
        "five_not_labels": random_row(8, 30, 5, only=[0, 2, 3]),
        "one_sample": random_row(9, 1, 3),
    },
    "regression": {
        "one": regression(11, 50, 1),
        "three": regression(12, 30, 3),
        "constant": regression(13, 10, 1, "constant"),
        "met": regression(14, 10, 1, "met"),
        "one_sample": regression(15, 1, 1),
    },
}

path = pathlib.Path(__file__).with_name("metrics.json")
path.write_text(json.dumps(ROWS, indent=None, separators=(",", ":")).replace('},"', '},\n"') + "\n")
