//! The classes and functions that a pickled LightGBM classifier or booster names.
//!
//! Depends on the graph's [`Role`] and on [`PickleError`]. A name that is not here refuses the whole
//! file: lists of forbidden names are bypassed again and again, and an unknown object near a model
//! may be a step that changes its scores. Nothing is ever imported or called; the list only says
//! which names are data of a kind that we understand or may leave aside.
//!
//! Taken from files written by LightGBM 2.2 to 4.7 under Python 2.7 to 3.11, numpy 1.16 to 2.4.

use super::{
    error::{ClassKind, PickleError},
    graph::{KnownGlobal, Role},
};

/// The most characters of a refused name that a message repeats.
const MAX_SHOWN_NAME: usize = 80;

const fn known(modules: &'static [&'static str], name: &'static str, role: Role) -> KnownGlobal {
    KnownGlobal { modules, name, role }
}

const BUILTINS: &[&str] = &["builtins", "__builtin__"];
const COPYREG: &[&str] = &["copyreg", "copy_reg"];
const MULTIARRAY: &[&str] = &["numpy._core.multiarray", "numpy.core.multiarray"];
const RANDOM_PICKLE: &[&str] = &["numpy.random._pickle", "numpy.random"];
const BIT_GENERATOR: &[&str] = &["numpy.random.bit_generator", "numpy.random._bit_generator"];
const PANDAS_INDEX: &[&str] = &["pandas.core.indexes.base", "pandas.indexes.base"];

/// Everything that an honest file names.
static KNOWN: &[KnownGlobal] = &[
    known(&["lightgbm.sklearn"], "LGBMClassifier", Role::Classifier),
    known(&["lightgbm.basic"], "Booster", Role::Booster),
    // What a continued training began from; its trees are in the model text already.
    known(&["lightgbm.basic"], "_InnerPredictor", Role::Inert),
    known(COPYREG, "_reconstructor", Role::Constructor),
    known(COPYREG, "__newobj__", Role::Constructor),
    known(COPYREG, "__newobj_ex__", Role::Constructor),
    known(&["collections"], "OrderedDict", Role::Mapping),
    known(&["collections"], "defaultdict", Role::Mapping),
    known(BUILTINS, "dict", Role::Mapping),
    known(BUILTINS, "object", Role::Inert),
    known(BUILTINS, "list", Role::Inert),
    known(BUILTINS, "tuple", Role::Inert),
    known(BUILTINS, "set", Role::Inert),
    known(BUILTINS, "frozenset", Role::Inert),
    known(BUILTINS, "bytes", Role::Inert),
    known(BUILTINS, "bytearray", Role::Inert),
    known(BUILTINS, "int", Role::Inert),
    known(BUILTINS, "float", Role::Inert),
    known(BUILTINS, "bool", Role::Inert),
    known(BUILTINS, "str", Role::Inert),
    known(&["_codecs"], "encode", Role::Encode),
    known(&["numpy"], "dtype", Role::DType),
    known(&["numpy"], "ndarray", Role::Inert),
    known(MULTIARRAY, "_reconstruct", Role::ArrayShell),
    known(MULTIARRAY, "scalar", Role::NumpyScalar),
    known(&["numpy._core.numeric", "numpy.core.numeric"], "_frombuffer", Role::WholeArray),
    known(
        &["joblib.numpy_pickle", "sklearn.externals.joblib.numpy_pickle"],
        "NumpyArrayWrapper",
        Role::JoblibArray,
    ),
    known(
        &["sklearn.preprocessing._label", "sklearn.preprocessing.label"],
        "LabelEncoder",
        Role::LabelEncoder,
    ),
    // A classifier keeps its `random_state`, which serves training only.
    known(RANDOM_PICKLE, "__RandomState_ctor", Role::Inert),
    known(RANDOM_PICKLE, "__randomstate_ctor", Role::Inert),
    known(RANDOM_PICKLE, "__generator_ctor", Role::Inert),
    known(RANDOM_PICKLE, "__bit_generator_ctor", Role::Inert),
    known(&["numpy.random.mtrand"], "RandomState", Role::Inert),
    known(&["numpy.random._generator"], "Generator", Role::Inert),
    known(&["numpy.random._mt19937"], "MT19937", Role::Inert),
    known(&["numpy.random._pcg64"], "PCG64", Role::Inert),
    known(&["numpy.random._pcg64"], "PCG64DXSM", Role::Inert),
    known(&["numpy.random._philox"], "Philox", Role::Inert),
    known(&["numpy.random._sfc64"], "SFC64", Role::Inert),
    known(BIT_GENERATOR, "SeedSequence", Role::Inert),
    known(BIT_GENERATOR, "__pyx_unpickle_SeedSequence", Role::Inert),
    // What people put beside a model in a dictionary: a date, the names of the columns.
    known(&["datetime"], "date", Role::Inert),
    known(&["datetime"], "datetime", Role::Inert),
    known(PANDAS_INDEX, "Index", Role::Inert),
    known(PANDAS_INDEX, "_new_Index", Role::Inert),
];

/// The class or function `module.name`, when a model needs it.
pub(super) fn find(module: &str, name: &str) -> Result<&'static KnownGlobal, PickleError> {
    KNOWN.iter().find(|global| global.name == name && global.modules.contains(&module)).ok_or_else(
        || PickleError::Class {
            name: shown(&format!("{module}.{name}")),
            kind: kind(module, name),
        },
    )
}

/// A name as a message may repeat it: short, and without control characters.
fn shown(name: &str) -> String {
    name.chars().take(MAX_SHOWN_NAME).flat_map(char::escape_debug).collect()
}

fn kind(module: &str, name: &str) -> ClassKind {
    if matches!(name, "NDArrayWrapper" | "ZNDArrayWrapper") && module.contains("joblib") {
        return ClassKind::OldJoblib;
    }
    match module.split('.').next().unwrap_or(module) {
        "lightgbm"
            if matches!(name, "LGBMRegressor" | "LGBMRanker" | "LGBMModel" | "CVBooster") =>
        {
            ClassKind::OtherTask
        }
        "sklearn" | "imblearn" | "skopt" | "optuna" | "mapie" | "shap" | "mlflow" | "mlxtend"
        | "category_encoders" | "feature_engine" | "sklearn_pandas" | "sklego" => {
            ClassKind::Wrapper
        }
        "xgboost" | "catboost" | "torch" | "tensorflow" | "keras" | "statsmodels" => {
            ClassKind::OtherLibrary
        }
        "pandas" | "pyarrow" | "polars" | "scipy" => ClassKind::Table,
        "__main__" | "__mp_main__" | "functools" | "cloudpickle" | "dill" => ClassKind::Private,
        "builtins" | "__builtin__" | "os" | "posix" | "nt" | "subprocess" | "commands" | "sys"
        | "shutil" | "socket" | "importlib" | "runpy" | "pty" | "ctypes" | "code" | "codeop"
        | "types" | "operator" | "marshal" | "pickle" | "_pickle" | "webbrowser" | "urllib"
        | "http" | "requests" | "asyncio" | "multiprocessing" | "threading" | "timeit" | "pdb"
        | "bdb" | "cProfile" | "profile" | "pip" | "tempfile" | "pathlib" | "io" | "_io"
        | "platform" | "signal" | "site" | "zipimport" | "inspect" | "logging" => {
            ClassKind::Dangerous
        }
        _ => ClassKind::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(module: &str, name: &str) -> (String, ClassKind) {
        match find(module, name) {
            Err(PickleError::Class { name, kind }) => (name, kind),
            other => panic!("{module}.{name}: {other:?}"),
        }
    }

    #[test]
    fn a_name_counts_only_in_its_own_module() {
        assert!(find("collections", "OrderedDict").is_ok());
        assert!(find("evil", "OrderedDict").is_err());
        assert!(find("builtins", "eval").is_err());
        assert!(find("lightgbm.sklearn", "LGBMClassifier.__init__").is_err());
    }

    #[test]
    fn refusals_say_what_the_thing_is() {
        assert_eq!(refused("sklearn.pipeline", "Pipeline").1, ClassKind::Wrapper);
        assert_eq!(refused("posix", "system").1, ClassKind::Dangerous);
        assert_eq!(refused("lightgbm.sklearn", "LGBMRegressor").1, ClassKind::OtherTask);
        assert_eq!(refused("__main__", "focal_loss").1, ClassKind::Private);
        assert_eq!(refused("joblib.numpy_pickle", "NDArrayWrapper").1, ClassKind::OldJoblib);
    }

    #[test]
    fn a_hostile_name_is_cut_and_escaped() {
        let (name, _) = refused(&"x\u{1b}[31m\n".repeat(1000), "y");
        assert!(name.len() < 1000 && !name.contains(['\n', '\u{1b}']), "{name}");
    }
}
