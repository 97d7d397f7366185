#!/usr/bin/env python3
"""The base recipe of docs/PREPARE.md as people write it in pandas, timed: what `prepare` is held against.

    script/bench-prepare-pandas.py RAW_TABLES OUT.parquet

One table after the other is read with pd.read_csv, one-hot encoded with pd.get_dummies, aggregated
with groupby().agg({...}) and joined, with the same calls and in the same order as the public kernel
"LightGBM with simple features", from which most work with these tables started; nothing is rewritten
for speed, nothing is left out. (`script/check-prepare.py`, which the values are checked with, is a
rewrite: it takes about two thirds of the time.) Prints seconds: computing, and writing the result.
Needs pandas and pyarrow.
"""

import gc
import pathlib
import re
import sys
import time

import numpy as np
import pandas as pd


def one_hot_encoder(df, nan_as_category=True):
    original = list(df.columns)
    words = [column for column in df.columns if not pd.api.types.is_numeric_dtype(df[column])]
    df = pd.get_dummies(df, columns=words, dummy_na=nan_as_category)
    return df, [column for column in df.columns if column not in original]


def flat(columns, prefix):
    return pd.Index([f"{prefix}{name}_{how.upper()}" for name, how in columns.tolist()])


def applications(folder):
    df = pd.read_csv(folder / "application_train.csv")
    test_df = pd.read_csv(folder / "application_test.csv")
    df = pd.concat([df.reset_index(), test_df.reset_index()], ignore_index=True)
    df = df[df["CODE_GENDER"] != "XNA"].copy()
    for column in ["CODE_GENDER", "FLAG_OWN_CAR", "FLAG_OWN_REALTY"]:
        df[column], _ = pd.factorize(df[column])
    df, _ = one_hot_encoder(df, False)
    df["DAYS_EMPLOYED"] = df["DAYS_EMPLOYED"].replace(365243, np.nan)
    df["DAYS_EMPLOYED_PERC"] = df["DAYS_EMPLOYED"] / df["DAYS_BIRTH"]
    df["INCOME_CREDIT_PERC"] = df["AMT_INCOME_TOTAL"] / df["AMT_CREDIT"]
    df["INCOME_PER_PERSON"] = df["AMT_INCOME_TOTAL"] / df["CNT_FAM_MEMBERS"]
    df["ANNUITY_INCOME_PERC"] = df["AMT_ANNUITY"] / df["AMT_INCOME_TOTAL"]
    df["PAYMENT_RATE"] = df["AMT_ANNUITY"] / df["AMT_CREDIT"]
    return df


def bureau_and_balance(folder):
    bureau = pd.read_csv(folder / "bureau.csv")
    bb = pd.read_csv(folder / "bureau_balance.csv")
    bb, bb_cat = one_hot_encoder(bb)
    bureau, bureau_cat = one_hot_encoder(bureau)
    bb_aggregations = {"MONTHS_BALANCE": ["min", "max", "size"]}
    for column in bb_cat:
        bb_aggregations[column] = ["mean"]
    bb_agg = bb.groupby("SK_ID_BUREAU").agg(bb_aggregations)
    bb_agg.columns = flat(bb_agg.columns, "")
    bureau = bureau.join(bb_agg, how="left", on="SK_ID_BUREAU")
    bureau = bureau.drop(columns=["SK_ID_BUREAU"])
    del bb, bb_agg
    gc.collect()
    num_aggregations = {
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
        "MONTHS_BALANCE_MIN": ["min"],
        "MONTHS_BALANCE_MAX": ["max"],
        "MONTHS_BALANCE_SIZE": ["mean", "sum"],
    }
    cat_aggregations = {}
    for column in bureau_cat:
        cat_aggregations[column] = ["mean"]
    for column in bb_cat:
        cat_aggregations[column + "_MEAN"] = ["mean"]
    bureau_agg = bureau.groupby("SK_ID_CURR").agg({**num_aggregations, **cat_aggregations})
    bureau_agg.columns = flat(bureau_agg.columns, "BURO_")
    for prefix, column in [("ACTIVE_", "CREDIT_ACTIVE_Active"), ("CLOSED_", "CREDIT_ACTIVE_Closed")]:
        part = bureau[bureau[column] == 1]
        part_agg = part.groupby("SK_ID_CURR").agg(num_aggregations)
        part_agg.columns = flat(part_agg.columns, prefix)
        bureau_agg = bureau_agg.join(part_agg, how="left", on="SK_ID_CURR")
        del part, part_agg
        gc.collect()
    return bureau_agg


def previous_applications(folder):
    prev = pd.read_csv(folder / "previous_application.csv")
    prev, cat_cols = one_hot_encoder(prev, nan_as_category=True)
    for column in [
        "DAYS_FIRST_DRAWING",
        "DAYS_FIRST_DUE",
        "DAYS_LAST_DUE_1ST_VERSION",
        "DAYS_LAST_DUE",
        "DAYS_TERMINATION",
    ]:
        prev[column] = prev[column].replace(365243, np.nan)
    prev["APP_CREDIT_PERC"] = prev["AMT_APPLICATION"] / prev["AMT_CREDIT"]
    num_aggregations = {
        "AMT_ANNUITY": ["min", "max", "mean"],
        "AMT_APPLICATION": ["min", "max", "mean"],
        "AMT_CREDIT": ["min", "max", "mean"],
        "APP_CREDIT_PERC": ["min", "max", "mean", "var"],
        "AMT_DOWN_PAYMENT": ["min", "max", "mean"],
        "AMT_GOODS_PRICE": ["min", "max", "mean"],
        "HOUR_APPR_PROCESS_START": ["min", "max", "mean"],
        "RATE_DOWN_PAYMENT": ["min", "max", "mean"],
        "DAYS_DECISION": ["min", "max", "mean"],
        "CNT_PAYMENT": ["mean", "sum"],
    }
    cat_aggregations = {}
    for column in cat_cols:
        cat_aggregations[column] = ["mean"]
    prev_agg = prev.groupby("SK_ID_CURR").agg({**num_aggregations, **cat_aggregations})
    prev_agg.columns = flat(prev_agg.columns, "PREV_")
    for prefix, column in [
        ("APPROVED_", "NAME_CONTRACT_STATUS_Approved"),
        ("REFUSED_", "NAME_CONTRACT_STATUS_Refused"),
    ]:
        part = prev[prev[column] == 1]
        part_agg = part.groupby("SK_ID_CURR").agg(num_aggregations)
        part_agg.columns = flat(part_agg.columns, prefix)
        prev_agg = prev_agg.join(part_agg, how="left", on="SK_ID_CURR")
        del part, part_agg
        gc.collect()
    return prev_agg


def pos_cash(folder):
    pos = pd.read_csv(folder / "POS_CASH_balance.csv")
    pos, cat_cols = one_hot_encoder(pos, nan_as_category=True)
    aggregations = {
        "MONTHS_BALANCE": ["max", "mean", "size"],
        "SK_DPD": ["max", "mean"],
        "SK_DPD_DEF": ["max", "mean"],
    }
    for column in cat_cols:
        aggregations[column] = ["mean"]
    pos_agg = pos.groupby("SK_ID_CURR").agg(aggregations)
    pos_agg.columns = flat(pos_agg.columns, "POS_")
    pos_agg["POS_COUNT"] = pos.groupby("SK_ID_CURR").size()
    return pos_agg


def installments_payments(folder):
    ins = pd.read_csv(folder / "installments_payments.csv")
    ins, cat_cols = one_hot_encoder(ins, nan_as_category=True)
    ins["PAYMENT_PERC"] = ins["AMT_PAYMENT"] / ins["AMT_INSTALMENT"]
    ins["PAYMENT_DIFF"] = ins["AMT_INSTALMENT"] - ins["AMT_PAYMENT"]
    ins["DPD"] = ins["DAYS_ENTRY_PAYMENT"] - ins["DAYS_INSTALMENT"]
    ins["DBD"] = ins["DAYS_INSTALMENT"] - ins["DAYS_ENTRY_PAYMENT"]
    ins["DPD"] = ins["DPD"].apply(lambda days: days if days > 0 else 0)
    ins["DBD"] = ins["DBD"].apply(lambda days: days if days > 0 else 0)
    aggregations = {
        "NUM_INSTALMENT_VERSION": ["nunique"],
        "DPD": ["max", "mean", "sum"],
        "DBD": ["max", "mean", "sum"],
        "PAYMENT_PERC": ["max", "mean", "sum", "var"],
        "PAYMENT_DIFF": ["max", "mean", "sum", "var"],
        "AMT_INSTALMENT": ["max", "mean", "sum"],
        "AMT_PAYMENT": ["min", "max", "mean", "sum"],
        "DAYS_ENTRY_PAYMENT": ["max", "mean", "sum"],
    }
    for column in cat_cols:
        aggregations[column] = ["mean"]
    ins_agg = ins.groupby("SK_ID_CURR").agg(aggregations)
    ins_agg.columns = flat(ins_agg.columns, "INSTAL_")
    ins_agg["INSTAL_COUNT"] = ins.groupby("SK_ID_CURR").size()
    return ins_agg


def credit_card_balance(folder):
    cc = pd.read_csv(folder / "credit_card_balance.csv")
    cc, _ = one_hot_encoder(cc, nan_as_category=True)
    cc = cc.drop(columns=["SK_ID_PREV"])
    cc_agg = cc.groupby("SK_ID_CURR").agg(["min", "max", "mean", "sum", "var"])
    cc_agg.columns = flat(cc_agg.columns, "CC_")
    cc_agg["CC_COUNT"] = cc.groupby("SK_ID_CURR").size()
    return cc_agg


def main(folder, out):
    start = time.perf_counter()
    df = applications(folder)
    last = time.perf_counter()
    print(f"applications {last - start:.1f} s", flush=True)
    for part in [
        bureau_and_balance,
        previous_applications,
        pos_cash,
        installments_payments,
        credit_card_balance,
    ]:
        side = part(folder)
        df = df.join(side, how="left", on="SK_ID_CURR")
        del side
        gc.collect()
        now = time.perf_counter()
        print(f"{part.__name__} {now - last:.1f} s", flush=True)
        last = now
    df.columns = [re.sub(r'[,\[\]{}:"\s]', "_", column) for column in df.columns]
    computed = time.perf_counter() - start
    df.to_parquet(out)
    written = time.perf_counter() - start - computed
    print(f"pandas {pd.__version__}: {df.shape[0]} rows, {df.shape[1]} columns")
    print(f"computing {computed:.2f} s, writing {written:.2f} s")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
