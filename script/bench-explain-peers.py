"""Python peers on the model and the clients that `cargo bench --bench explain` has exported.

    python script/bench-explain-peers.py FOLDER

Each peer runs in a process of its own, so that its peak memory is its own.
"""

import os
import resource
import subprocess
import sys
import time

# LightGBM explains so many clients; its time for everybody is extrapolated.
LIGHTGBM_ROWS = 1000


def clients(folder, booster):
    import numpy

    return numpy.fromfile(f"{folder}/clients.f64").reshape(-1, booster.num_feature())


def measured(work):
    """Seconds by the clock, and seconds of all processors."""
    start, used = time.perf_counter(), time.process_time()
    work()
    return [time.perf_counter() - start, time.process_time() - used]


def lightgbm_contributions(folder):
    import lightgbm

    booster = lightgbm.Booster(model_file=f"{folder}/model.txt")
    rows = clients(folder, booster)
    some = rows[:LIGHTGBM_ROWS].copy()
    booster.predict(some[:8], pred_contrib=True)
    took = measured(lambda: booster.predict(some, pred_contrib=True))
    what = f"lightgbm {lightgbm.__version__} pred_contrib, from {len(some)} clients"
    return what, len(rows), [seconds * len(rows) / len(some) for seconds in took]


def woodelf_contributions(folder):
    import importlib.metadata

    import lightgbm
    import pandas
    import woodelf

    booster = lightgbm.Booster(model_file=f"{folder}/model.txt")
    rows = pandas.DataFrame(clients(folder, booster), columns=booster.feature_name())
    version = importlib.metadata.version("woodelf-explainer")
    explain = lambda: woodelf.WoodelfExplainer(booster).shap_values(rows, verbose=False)
    return f"woodelf-explainer {version}, single precision", len(rows), measured(explain)


PEERS = {"lightgbm": lightgbm_contributions, "woodelf": woodelf_contributions}


def main():
    folder = sys.argv[1]
    if len(sys.argv) > 2:
        what, rows, (seconds, processor) = PEERS[sys.argv[2]](folder)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{what:<46} {seconds:>10.2f} {processor:>12.2f} {rows / seconds:>12.0f} {peak:>9}")
        return
    print(f"\nPeers on {os.cpu_count()} processors, Python {sys.version.split()[0]}", flush=True)
    for peer in PEERS:
        if subprocess.run([sys.executable, __file__, folder, peer]).returncode != 0:
            print(f"{peer}: not measured (see above)", flush=True)


if __name__ == "__main__":
    main()
