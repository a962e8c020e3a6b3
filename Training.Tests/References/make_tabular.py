"""Writes how scikit-learn's nets do on the tables of Samples/Tabular: python3 make_tabular.py (needs scikit-learn).

The same rows are learned from and held back (splits.json, which TabularTests writes), one hidden layer of 32 is trained by Adam, and the
epoch that is best on the rows for validation is kept, ten seeds each.
"""
import csv
import json
import pathlib

import numpy as np
from sklearn.metrics import accuracy_score, log_loss, mean_squared_error, r2_score
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler

HERE = pathlib.Path(__file__).parent
TABLES = HERE / "../../Samples/Data/tables"
SETTINGS = {"hidden_layer_sizes": (32,), "learning_rate_init": 5e-3, "batch_size": 16, "alpha": 1e-2}
PATIENCE = 20


def scores(table, parts):
    with open(TABLES / f"{table}.csv") as file:
        rows = list(csv.reader(file))[1:]
    x = np.array([[float(cell) for cell in row[:-1]] for row in rows])
    is_number = table == "diabetes"
    y = np.array([float(row[-1]) for row in rows]) if is_number else np.array([row[-1] for row in rows])
    training, validation, test = parts
    x = StandardScaler().fit(x[training]).transform(x)
    if is_number:
        y = (y - y[training].mean()) / y[training].std()
    return [run(x, y, training, validation, test, is_number, seed) for seed in range(10)]


def run(x, y, training, validation, test, is_number, seed):
    net = (MLPRegressor if is_number else MLPClassifier)(random_state=seed, **SETTINGS)
    best, score, waited = np.inf, 0, 0
    for _ in range(200):
        net.partial_fit(x[training], y[training]) if is_number else net.partial_fit(x[training], y[training], np.unique(y))
        loss = mean_squared_error(y[validation], net.predict(x[validation])) if is_number else log_loss(
            y[validation], net.predict_proba(x[validation]), labels=net.classes_)
        waited += 1
        if loss < best:
            best, waited = loss, 0
            score = r2_score(y[test], net.predict(x[test])) if is_number else accuracy_score(y[test], net.predict(x[test]))
        if waited == PATIENCE:
            break
    return float(score)


splits = json.loads((HERE / "splits.json").read_text())
(HERE / "tabular.json").write_text(json.dumps({table: scores(table, parts) for table, parts in splits.items()}) + "\n")
