#!/usr/bin/env python3
"""Compares `clairscore prepare home-credit` with the same table computed by pandas.

    script/check-prepare.py RAW_TABLES FEATURES.parquet

The table is computed here with pandas alone, from the definitions of docs/PREPARE.md (recipe `base`)
as the public kernel "LightGBM with simple features" writes them; nothing is taken from the Rust code.
Every column must be there with every value equal to 1e-9 relative, and nothing else may be there
(with --extra, other columns may). Prints the time that pandas took. Needs pandas and pyarrow.
"""

import argparse
import pathlib
import re
import sys
import time

import numpy as np
import pandas as pd

RELATIVE = 1e-9
KEY = "SK_ID_CURR"
DAYS_365_243 = 365243


def read(folder, stem):
    for ending in (".csv", ".csv.zip", ".zip", ".csv.gz", ".parquet"):
        path = folder / (stem + ending)
        if path.exists():
            return pd.read_parquet(path) if ending == ".parquet" else pd.read_csv(path)
    return None


def one_hot(table, with_nan):
    before = list(table.columns)
    words = [c for c in before if not pd.api.types.is_numeric_dtype(table[c])]
    table = pd.get_dummies(table, columns=words, dummy_na=with_nan, dtype="uint8")
    return table, [c for c in table.columns if c not in before]


def aggregated(table, key, wanted, prefix):
    out = table.groupby(key).agg(wanted)
    out.columns = [f"{prefix}{column}_{how.upper()}" for column, how in out.columns]
    return out


def application(folder):
    parts = [read(folder, "application_train"), read(folder, "application_test")]
    table = pd.concat([part.reset_index() for part in parts if part is not None], ignore_index=True)
    table = table[table["CODE_GENDER"] != "XNA"].copy()
    for column in ("CODE_GENDER", "FLAG_OWN_CAR", "FLAG_OWN_REALTY"):
        table[column] = pd.factorize(table[column])[0]
    table, _ = one_hot(table, False)
    table["DAYS_EMPLOYED"] = table["DAYS_EMPLOYED"].replace(DAYS_365_243, np.nan)
    table["DAYS_EMPLOYED_PERC"] = table["DAYS_EMPLOYED"] / table["DAYS_BIRTH"]
    table["INCOME_CREDIT_PERC"] = table["AMT_INCOME_TOTAL"] / table["AMT_CREDIT"]
    table["INCOME_PER_PERSON"] = table["AMT_INCOME_TOTAL"] / table["CNT_FAM_MEMBERS"]
    table["ANNUITY_INCOME_PERC"] = table["AMT_ANNUITY"] / table["AMT_INCOME_TOTAL"]
    table["PAYMENT_RATE"] = table["AMT_ANNUITY"] / table["AMT_CREDIT"]
    return table


def bureau(folder):
    table = read(folder, "bureau")
    if table is None:
        return []
    balance = read(folder, "bureau_balance")
    table, words = one_hot(table, True)
    numbers = {
        "DAYS_CREDIT": ["min", "max", "mean", "var"],
        "DAYS_CREDIT_ENDDATE": ["min", "max", "mean"],
        "DAYS_CREDIT_UPDATE": ["mean"],
        "CREDIT_DAY_OVERDUE": ["max", "mean"],
        "AMT_CREDIT_MAX_OVERDUE": ["mean"],
        "AMT_CREDIT_SUM": ["max", "mean", "sum"],
        "AMT_CREDIT_SUM_DEBT": ["max", "mean", "sum"],
        "AMT_CREDIT_SUM_OVERDUE": ["mean"],
        "AMT_CREDIT_SUM_LIMIT": ["mean", "sum"],
        "AMT_ANNUITY": ["max", "mean"],
        "CNT_CREDIT_PROLONG": ["sum"],
    }
    shares = {column: ["mean"] for column in words}
    if balance is not None:
        balance, statuses = one_hot(balance, True)
        wanted = {"MONTHS_BALANCE": ["min", "max", "size"]} | {s: ["mean"] for s in statuses}
        table = table.join(aggregated(balance, "SK_ID_BUREAU", wanted, ""), on="SK_ID_BUREAU")
        numbers |= {
            "MONTHS_BALANCE_MIN": ["min"],
            "MONTHS_BALANCE_MAX": ["max"],
            "MONTHS_BALANCE_SIZE": ["mean", "sum"],
        }
        shares |= {f"{status}_MEAN": ["mean"] for status in statuses}
    active = table[table["CREDIT_ACTIVE_Active"] == 1]
    closed = table[table["CREDIT_ACTIVE_Closed"] == 1]
    return [
        aggregated(table, KEY, numbers | shares, "BURO_"),
        aggregated(active, KEY, numbers, "ACTIVE_"),
        aggregated(closed, KEY, numbers, "CLOSED_"),
    ]


def previous(folder):
    table = read(folder, "previous_application")
    if table is None:
        return []
    table, words = one_hot(table, True)
    for column in (
        "DAYS_FIRST_DRAWING",
        "DAYS_FIRST_DUE",
        "DAYS_LAST_DUE_1ST_VERSION",
        "DAYS_LAST_DUE",
        "DAYS_TERMINATION",
    ):
        table[column] = table[column].replace(DAYS_365_243, np.nan)
    table["APP_CREDIT_PERC"] = table["AMT_APPLICATION"] / table["AMT_CREDIT"]
    ends = ["min", "max", "mean"]
    numbers = {
        "AMT_ANNUITY": ends,
        "AMT_APPLICATION": ends,
        "AMT_CREDIT": ends,
        "APP_CREDIT_PERC": [*ends, "var"],
        "AMT_DOWN_PAYMENT": ends,
        "AMT_GOODS_PRICE": ends,
        "HOUR_APPR_PROCESS_START": ends,
        "RATE_DOWN_PAYMENT": ends,
        "DAYS_DECISION": ends,
        "CNT_PAYMENT": ["mean", "sum"],
    }
    shares = {column: ["mean"] for column in words}
    approved = table[table["NAME_CONTRACT_STATUS_Approved"] == 1]
    refused = table[table["NAME_CONTRACT_STATUS_Refused"] == 1]
    return [
        aggregated(table, KEY, numbers | shares, "PREV_"),
        aggregated(approved, KEY, numbers, "APPROVED_"),
        aggregated(refused, KEY, numbers, "REFUSED_"),
    ]


def pos_cash(folder):
    table = read(folder, "POS_CASH_balance")
    if table is None:
        return []
    table, words = one_hot(table, True)
    wanted = {
        "MONTHS_BALANCE": ["max", "mean", "size"],
        "SK_DPD": ["max", "mean"],
        "SK_DPD_DEF": ["max", "mean"],
    } | {column: ["mean"] for column in words}
    out = aggregated(table, KEY, wanted, "POS_")
    out["POS_COUNT"] = table.groupby(KEY).size()
    return [out]


def installments(folder):
    table = read(folder, "installments_payments")
    if table is None:
        return []
    table, words = one_hot(table, True)
    table["PAYMENT_PERC"] = table["AMT_PAYMENT"] / table["AMT_INSTALMENT"]
    table["PAYMENT_DIFF"] = table["AMT_INSTALMENT"] - table["AMT_PAYMENT"]
    late = table["DAYS_ENTRY_PAYMENT"] - table["DAYS_INSTALMENT"]
    table["DPD"] = late.where(late > 0, 0)
    table["DBD"] = (-late).where(late < 0, 0)
    wanted = {
        "NUM_INSTALMENT_VERSION": ["nunique"],
        "DPD": ["max", "mean", "sum"],
        "DBD": ["max", "mean", "sum"],
        "PAYMENT_PERC": ["max", "mean", "sum", "var"],
        "PAYMENT_DIFF": ["max", "mean", "sum", "var"],
        "AMT_INSTALMENT": ["max", "mean", "sum"],
        "AMT_PAYMENT": ["min", "max", "mean", "sum"],
        "DAYS_ENTRY_PAYMENT": ["max", "mean", "sum"],
    } | {column: ["mean"] for column in words}
    out = aggregated(table, KEY, wanted, "INSTAL_")
    out["INSTAL_COUNT"] = table.groupby(KEY).size()
    return [out]


def credit_card(folder):
    table = read(folder, "credit_card_balance")
    if table is None:
        return []
    table, _ = one_hot(table, True)
    table = table.drop(columns=["SK_ID_PREV"])
    out = table.groupby(KEY).agg(["min", "max", "mean", "sum", "var"])
    out.columns = [f"CC_{column}_{how.upper()}" for column, how in out.columns]
    out["CC_COUNT"] = table.groupby(KEY).size()
    return [out]


def features(folder):
    table = application(folder)
    for part in (bureau, previous, pos_cash, installments, credit_card):
        for side in part(folder):
            table = table.join(side, how="left", on=KEY)
    table.columns = [re.sub(r'[,\[\]{}:"\s]', "_", column) for column in table.columns]
    return table


def differences(expected, found):
    """What differs between two columns of numbers, in words; None when nothing does."""
    expected = pd.to_numeric(expected).to_numpy(dtype="float64", na_value=np.nan)
    found = pd.to_numeric(found).to_numpy(dtype="float64", na_value=np.nan)
    expected = np.where(np.isinf(expected), np.nan, expected)
    missing = np.isnan(expected) != np.isnan(found)
    if missing.any():
        return f"{missing.sum()} values missing on one side only, the first at row {missing.argmax()}"
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.maximum(np.abs(expected), np.abs(found))
        apart = np.where(expected == found, 0.0, np.abs(expected - found) / scale)
    worst = np.nanmax(apart, initial=0.0)
    if worst > RELATIVE:
        rows = np.flatnonzero(apart > RELATIVE)
        first = rows[0]
        return (
            f"{len(rows)} values differ, by {worst:.3g} at most; "
            f"row {first}: {expected[first]!r} expected, {found[first]!r} found"
        )
    return None


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("raw_tables", type=pathlib.Path)
    arguments.add_argument("features", type=pathlib.Path, nargs="?")
    arguments.add_argument("--extra", action="store_true", help="other columns may be there")
    arguments = arguments.parse_args()

    start = time.perf_counter()
    expected = features(arguments.raw_tables)
    print(f"pandas {pd.__version__}: {expected.shape[0]} rows, {expected.shape[1]} columns "
          f"in {time.perf_counter() - start:.2f} s")
    if arguments.features is None:
        return 0
    found = pd.read_parquet(arguments.features)
    if expected[KEY].tolist() != found[KEY].tolist():
        print(f"the clients differ: {len(expected)} expected, {len(found)} found")
        return 1
    absent = [column for column in expected.columns if column not in found.columns]
    extra = [column for column in found.columns if column not in expected.columns]
    print(f"columns that are not there: {absent or 'none'}")
    print(f"columns that pandas does not give: {len(extra) if arguments.extra else extra or 'none'}")
    order = [column for column in found.columns if column in set(expected.columns)]
    same_order = order == [column for column in expected.columns if column in set(order)]
    print(f"columns in the same order: {'yes' if same_order else 'no'}")
    faults = 0
    for column in order:
        problem = differences(expected[column], found[column])
        if problem:
            faults += 1
            print(f"  {column}: {problem}")
    print(f"{len(order)} columns compared, {faults} differ")
    return int(bool(faults or absent or (extra and not arguments.extra)))


if __name__ == "__main__":
    sys.exit(main())
