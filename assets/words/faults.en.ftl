# Faults in English. What they say is held equal, by tests, to what the layers below say themselves.


## Pieces of faults

fault-in-file = { $fault }: { $file }
fault-in-file-before = { $file }: { $fault }
fault-quoted = `{ $name }`
fault-and-more = { $names } and { $more } more
fault-with-more = { $names } (and { $more } more)
fault-lines =
    { $count ->
        [one] line { $places }
       *[other] lines { $places }
    }
fault-rows =
    { $count ->
        [one] row { $places }
       *[other] rows { $places }
    }
fault-cancelled = cancelled
# $detail is in English: what another program, or the layer that reads a format, says for engineers.
fault-technical = { $detail }

## What the system refuses; $system is its own sentence in English, and in French its number, if any

system-not-found = { $system }
system-permission = { $system }
system-exists = { $system }
system-full = { $system }
system-quota = { $system }
system-read-only = { $system }
system-not-folder = { $system }
system-is-folder = { $system }
system-too-large = { $system }
system-interrupted = { $system }
system-broken = { $system }
system-memory = { $system }
system-busy = { $system }
system-network = { $system }
system-not-text = { $system }
system-other = { $system }
system-number = , error { $number }

## Files that are written

fault-write-exists = { $path } exists already: choose another name, or ask to replace it
fault-write-occupied = { $path } cannot be replaced: { $reason }; choose another name
fault-write-failed = { $path } was not written, { $step } failed: { $cause }

## Client bases

fault-base-cancelled = opening was cancelled
fault-base-unreadable = the file cannot be read ({ $cause })
fault-base-not-a-file = this is neither a file nor a folder: give a CSV or a Parquet file
fault-base-empty = the file is empty: expected a table with a header and one line a client
fault-base-no-clients = the table has columns but no client: expected one row a client
fault-base-other-kind = this is { $kind }, not a table: save it as CSV or Parquet and open that
fault-kind-spreadsheet = a spreadsheet
fault-kind-old-spreadsheet = an old Excel spreadsheet
fault-kind-pdf = a PDF document
fault-kind-html = a web page
fault-kind-json = a JSON file
fault-kind-binary = a file of an unknown kind
fault-base-utf16 = the text is UTF-16 without a byte order mark, which can be read in two ways: save it as UTF-8
fault-base-encoding = the text is not { $encoding }: save it as UTF-8, or name its encoding
fault-base-nul = line { $line } holds a NUL character: the file is damaged or is not text
fault-base-row-too-long = line { $line } is longer than { $limit } bytes: is a quote left open there?
fault-base-unclosed-quote = a quote opens in column `{ $column }` at line { $line } and nothing closes it
fault-base-no-separator = the table has a single column: expected cells separated by a comma, a semicolon, a tab or a vertical bar
fault-base-no-header = the first line looks like data: expected a line that names the columns
fault-base-duplicate-columns = { $names }: rename or remove them
fault-base-duplicate-column = the name `{ $name }` stands over columns { $positions }
fault-base-too-many-columns = the table has { $count } columns: at most { $limit } are read
fault-base-too-many-rows = the table has more than { $limit } rows
fault-base-row-lengths = expected { $expected } cells a row, but { $lines }
fault-base-row-length = line { $line } has { $cells }
fault-base-cells =
    { $count ->
        [one] { $count } cell of the feature `{ $column }`: { $fault } ({ $places })
       *[other] { $count } cells of the feature `{ $column }`: { $fault } ({ $places })
    }
fault-base-cells-more = and { $more } more features
fault-cell-not-a-number = not a number
fault-cell-infinite = infinite or too large
fault-cell-ambiguous = a thousand or a decimal, which cannot be told
fault-cell-mixed-marks = decimal commas and decimal points in one column
fault-base-no-such-column = there is no column `{ $name }` among { $columns }
fault-base-no-id-column = no column identifies the clients among { $columns }: name one (--id-column NAME)
fault-base-missing-ids = clients without an identifier in column `{ $column }` at { $places }
fault-base-ids-too-long = the identifiers in column `{ $column }` are too long: is it the right column?
fault-base-not-an-outcome = column `{ $column }` cannot be the outcome: expected 1 for a default, 0 for none, and found something else at { $places }
fault-base-damaged = the file is damaged or incomplete ({ $detail }): copy or export it again
fault-base-part = part `{ $part }`: { $detail }
fault-base-encrypted = the file is encrypted: open a copy that is not
fault-base-no-table-in-archive = the archive holds no CSV file
fault-base-too-many-entries = the archive holds { $count } files: at most { $limit } are looked at
fault-base-inflates-too-far = the file inflates beyond { $limit } bytes or { $ratio } times its size: it is not an honest table
fault-base-too-large = the base needs more than { $limit } bytes of memory: keep only the columns that the model reads
fault-base-not-kept = the base could not be kept in { $folder } ({ $reason }) and needs more than { $limit } bytes of memory: free about { $needed } bytes there, or choose another folder (--store-dir DIR)
fault-base-store-failed = the base could not be kept
fault-base-no-parts = the folder holds no Parquet file
fault-base-parts-disagree = the part `{ $part }` { $problem } the column `{ $column }`, which the other parts { $others }
fault-base-column-type = the feature `{ $column }` is of type { $kind }: expected a number or a word a client
fault-base-changed = the file changed while it was being read: open it again
fault-unknown-column = the base has no column `{ $name }`

## Kept copies

fault-store = the kept copy of the base { $cause } while it was open: open the base again: { $file }
fault-store-cut = was cut short
fault-store-unreadable = could not be read ({ $cause })
fault-store-damaged = was damaged
fault-numbers-not-kept = { $size } MB could not be kept in { $folder } ({ $reason }): make room there, or choose another folder with --store-dir
fault-reasons-not-kept = the { "contributions" } of all clients: { $cause }
fault-reasons-failed = the { "contributions" } of all clients { $cause } while they were in use: { $file }
fault-reasons-not-written = the { "contributions" } were not written: { $cause }
fault-not-written = { $path } was not written: { $cause }
fault-not-written-parquet = { $path } was not written as Parquet: { $cause }

## A model that meets a base

fault-bind-missing = the base lacks { $count } of the model’s features: { $names }
fault-bind-ambiguous = the feature `{ $feature }` could be any of the columns { $columns }
fault-bind-width = the model names no feature and reads { $expected } columns, but the base has { $found } besides identifiers and outcomes
fault-bind-words = the model reads numbers from `{ $column }`, but { $clients } clients have words there
fault-join-duplicates = { $ids } identifiers in column `{ $column }` stand on several rows ({ $rows } in all), expected one row a client: { $table }
fault-join-nothing = no identifier in column `{ $table_column }` is one of the base’s, in column `{ $base_column }`: do both write them in the same way, and is it the right column (--id-column NAME)? { $table }
fault-reference-empty = the reference is empty: at least one applicant is needed to compare with
fault-reference-deep = tree { $tree } asks about { $features } different features on one path: explanations against chosen applicants are made for at most { $most }
fault-lime-nobody = there are no clients to draw from
fault-lime-width = { $found } values where { $expected } were expected
fault-width = a row of { $found } values was given to a model of { $expected } features

## Models that are not opened

fault-open-read = { $file } cannot be read: { $cause }
fault-open-too-large = { $file } is larger than { $limit } bytes, which no model is
fault-open-empty = { $file } is empty: copy or save the model again
fault-open-foreign = { $file } is { $what }, not a model: { $advice }
fault-model-not-a-model = not a LightGBM text model: { $what }. Clairscore opens the text that LightGBM’s save_model writes
fault-model-unsupported = { $what }: Clairscore reads binary default models
fault-model-too-large = the model has { $bytes } bytes, more than the { $limit } that Clairscore opens
fault-model-damaged = { $place }: { $what }
fault-place-line = line { $line }
fault-place-tree = line { $line }, tree { $tree }

## Bundles

fault-bundle-io = { $file } cannot be read: { $cause }
fault-bundle-no-model = there is no model.txt in it, { $found }
fault-bundle-too-large = { $file } is larger than { $limit } bytes, which no file of a bundle is
fault-bundle-zip = the zip file is damaged ({ $cause }): copy it again
fault-bundle-encrypted = { $file } in the zip file is encrypted: unpack it with its password, and open the folder
fault-bundle-unsafe-name = the zip file holds the unsafe name `{ $name }`: it was not made by an honest program
fault-bundle-duplicate-names = the zip file holds two files of the same name: pack it again
fault-bundle-too-many-files = it holds more than { $limit } files: a bundle has model.txt and a few files beside it
fault-bundle-card = card.toml, { $problem }
fault-bundle-dictionary = dictionary.csv, { $problem }
fault-bundle-changed = { $file } is not the one that the card describes: its SHA-256 is { $found }, card.toml says { $expected }. The bundle was changed or damaged: ask for it again
fault-bundle-missing = card.toml describes { $file }, which is not in the bundle: ask for the whole bundle
fault-card-line = line { $line }: { $problem }
fault-card-key = `{ $key }`: { $problem }
fault-dictionary-line = line { $line }: { $problem }
fault-dictionary-column = line { $line }, column { $column }: { $problem }
fault-calibration = the calibration { $problem }

## Pickles

fault-pickle-advice = If you trust the file, save the model alone in Python, with `{ "model.booster_.save_model" }("model.txt")` or, for a { "Booster" }, `model.save_model`, and open that text
fault-pickle-too-large = the pickle is larger than { $limit } bytes: save the model alone with `{ "booster" }.save_model("model.txt")` and open that file
fault-pickle-truncated = the pickle ends too early, at byte { $offset }: it was cut off, copy or save it again
fault-pickle-trailing = something follows the first object of the pickle, at byte { $offset }: it may change the scores, so the model alone is not used. { $advice }
fault-pickle-instruction = the pickle holds { $instruction } at byte { $offset }, which no LightGBM model needs. { $advice }
fault-pickle-damaged = the pickle is damaged at byte { $offset }: { $problem }
fault-pickle-too-many = the pickle holds more than { $limit } { $what }, which no LightGBM model needs. { $advice }
fault-pickle-class = the pickle holds `{ $name }`: { $explanation }
fault-pickle-no-model = the pickle holds { $found } and no model: expected an LGBMClassifier, a { "Booster" }, or a dictionary, list or tuple with exactly one of them
fault-pickle-several = the pickle holds { $count } models: one alone would give other scores. { $advice }
fault-pickle-not-fitted = the { $class } in the pickle was never fitted: call `fit` before saving it
fault-pickle-classes = the LGBMClassifier in the pickle has { $found }, expected two classes
fault-pickle-parameter = the LGBMClassifier in the pickle was made with `{ $parameter }`, so its scores are not those of its trees alone. { $advice }
fault-pickle-text = the model text in the pickle is not UTF-8: the file is damaged, save it again
fault-pickle-compression = the { $format } compression is damaged ({ $cause }): copy or save the file again
fault-pickle-unknown-compression = the file is compressed with { $format }, which this program does not read: save it again with `joblib.dump(model, "model.joblib", compress=3)`
fault-pickle-bomb = the { $format } compression inflates to more than { $limit } bytes, which no model needs
fault-pickle-wrapper = what it does around the model cannot be repeated here, and the model alone would give other scores. { $advice }
fault-pickle-other-task = it does not predict one of two classes: expected an LGBMClassifier with two classes, or a { "Booster" } with a binary objective
fault-pickle-other-library = it is a model of another library: this program reads LightGBM models
fault-pickle-dangerous = opened in Python, this file would run it. Nothing was run here. Do not open the file in Python, and ask whoever sent it
fault-pickle-old-joblib = it was written by joblib before 0.10: load it there and save it again with a newer joblib
fault-pickle-private = only the program that wrote the file has it (a function of its own as objective, perhaps), so the scores cannot be repeated. { $advice }
fault-pickle-table = data beside the model is not read. { $advice }
fault-pickle-unknown = it is not among the classes that a LightGBM model needs. { $advice }

## Preparing features

fault-prepare-folder = the folder of the raw tables cannot be read ({ $cause }): { $folder }
fault-prepare-missing-table = a table is missing in this folder: expected { $files }: { $folder }
fault-prepare-missing-tables = tables are missing in this folder: expected { $files }: { $folder }
fault-prepare-expected-file = { $stem }.csv (or .zip, .gz, .parquet)
fault-prepare-no-application = there is neither application_train nor application_test in this folder (.csv, .csv.zip, .csv.gz or .parquet): { $folder }
fault-prepare-two-files = the table `{ $table }` stands there twice: remove { $first } or { $second }
fault-prepare-unreadable = table `{ $table }`: { $cause }
fault-prepare-missing-columns = table `{ $table }` has no column { $columns }: { $file }
fault-prepare-missing-columns-swapped = table `{ $table }` has no column { $columns } but all those of `{ $other }`: are the two files swapped?: { $file }
fault-prepare-swapped = table `{ $table }` holds the column `{ $column }`, which belongs to `{ $other }`: are the two files swapped? { $file }
fault-prepare-bad-keys = table `{ $table }`, column `{ $column }`: expected a whole number that identifies, and found none at { $places }: { $file }
fault-prepare-duplicate-keys = table `{ $table }`: the identifiers in `{ $column }` must differ, and { $count } stand there again: { $places }
fault-prepare-duplicate-keys-two = tables `{ $other }` and `{ $table }`: the identifiers in `{ $column }` must differ, and { $count } stand there again: { $places }
fault-prepare-bad-outcome = table `{ $table }`, column `{ $column }`: expected 1 for a default and 0 for none, and found something else at { $places }: { $file }
fault-prepare-constant-outcome = table `{ $table }`, column `{ $column }`: every client has the same outcome, and nothing can be learnt from that: expected both 0 and 1: { $file }
fault-prepare-nothing-matches = table `{ $table }`: none of its { $rows } rows has a `{ $column }` of `{ $other }`: are the two tables of the same clients? { $file }
fault-prepare-nobody-left = no applicant is left: the gender of all of them is XNA, which the recipe leaves out
fault-prepare-too-many-categories = table `{ $table }`, column `{ $column }`: { $count } different words, at most { $limit } can be categories: is it the right column?
fault-prepare-not-two-valued = table `{ $table }`, column `{ $column }`: expected two different words, which become 0 and 1, and found { $count }
fault-prepare-same-name = `{ $first }` and `{ $second }` become the same column, as LightGBM writes white space and { $signs } as _: rename one of the categories
fault-prepare-dictionary = the dictionary cannot be written: { $problem }
fault-prepare-polars = the features cannot be computed ({ $detail }): please report this with the command
fault-prepare-cancelled = preparing was cancelled
fault-preparation-not-understood = what it says of its preparation is not understood ({ $detail })
fault-preparation-too-many = what it says of its preparation lists too many categories
fault-preparation-absent = it does not say how its table was prepared: give a bundle that was trained on a table of `clairscore prepare`, or that table itself
fault-preparation-bundle = it is not a bundle: { $cause }
fault-preparation-table = it is neither a bundle nor a feature table: { $cause }
fault-preparation-io = it cannot be read: { $cause }
fault-preparation-format = its preparation is of form { $found }, this program knows { $known }
fault-neighbours-column = it has no column `{ $column }`: give a table of `--recipe extended`

## Training and measuring

fault-option = { $option } is { $value }: expected { $expected }
fault-split-shares = cannot keep { $validation } of the clients for validation and { $hold_out } for the hold-out: expected two shares above 0 that sum to less than 1
fault-split-one-outcome = the { $part } part would hold { $defaults } defaults among { $clients } clients: every part needs clients who defaulted and clients who repaid
fault-train-unknown-column = the base has no column `{ $column }`, which { $wanted_for } names: its columns are { $columns }
fault-train-no-outcome = the column `{ $column }` says of no client whether they defaulted: expected 0 and 1
fault-train-like-id = the feature `{ $feature }` is named like the identifier column `{ $id_column }`: a model that reads it learns who the clients are, not what they do; leave it out with --exclude
fault-train-special = `{ $feature }` cannot be a feature: it is the { $role } column
fault-train-too-many-words = the feature `{ $feature }` holds { $count } different words: a model cannot learn from so many; group them, or leave the column out
fault-train-direction-of-words = `{ $column }` holds words, which neither grow nor fall: take it out of --rising and --falling
fault-train-no-amount = row { $row } of the base: the column `{ $column }` holds no amount, and every client needs one, 0 or more, when the threshold follows from amounts
fault-train-no-features = no column is left to learn from
fault-train-same-name = `{ $first }` and `{ $second }` become the same name in a LightGBM model, where white space and { $signs } are written _: rename one of them
fault-train-direction-of-none = `{ $column }` is asked to { $direction } the risk but is not a feature of this model
fault-train-two-directions = `{ $column }` is asked both to raise and to lower the risk
fault-train-unknown-part = row { $row } of the base: the column `{ $column }` holds neither `train` nor `validation` nor `hold-out`
fault-train-split-taken = the base already has a column `{ $column }`: train from it with --split-column { $column }, or take it out
fault-train-lightgbm = LightGBM could not train: { $cause }
fault-train-model = LightGBM wrote a model that cannot be used: { $cause }
fault-train-ranking = the model cannot be measured: { $cause }
fault-train-no-threshold = no threshold can be chosen: the model gives no probabilities
fault-train-parquet = cannot write the base as Parquet: { $detail }
fault-lightgbm-table = the training table cannot be used: { $detail }
fault-ranking-not-a-number = a score is not a number
fault-ranking-one-outcome = { $defaults } defaults among { $clients } clients: a metric needs both outcomes
fault-run-read = { $path } cannot be read: { $cause }
fault-run-not-a-record = { $path } is not the record of a run: { $problem }
fault-cost-ratio = { $value } is not a cost ratio: expected a number above 0, such as 10
fault-probability = { $value } is not between 0 and 1
fault-synth-range = { $what } must be between { $least } and { $most }: { $given } was asked for
fault-prepare-allow-missing = { $files }; add them, or go on without their columns with --allow-missing
fault-range = { $least } to { $most }

## What the terminal itself refuses

refusal-where-without-group = --where goes with --reference group
refusal-where-form = --where { $text }: expected COLUMN=FROM..TO or COLUMN=VALUE,VALUE with a column of the base: { $base }
refusal-where-numbers = --where { $column }={ $values }: expected numbers, such as 25..40 or 1,2
refusal-replaces-input = the result would replace a file that is read: choose another name for it: { $path }
refusal-no-such-client = no client has the identifier { $id } in column `{ $column }`: { $base }
refusal-several-clients = { $count } rows share the identifier { $id } in column `{ $column }`, expected one: { $base }
refusal-no-folder = there is no such folder to write to: { $folder }
refusal-not-one-file = the result is one Parquet file, and this is no file: { $path }
refusal-nobody-just-accepted = nobody is just accepted at this threshold: give another --threshold, or a larger width
refusal-nobody-meets = no client meets all the conditions of --where
refusal-no-outcome-column = no column says who defaulted: name it with { "--target" }
refusal-no-outcomes = the column `{ $column }` says of no such client whether they defaulted
refusal-no-column = the base has no column `{ $column }`
refusal-exists = there is something already: choose another name, or replace it with --replace
refusal-no-folder-into = there is no such folder to write into: make it first
refusal-no-run = no run is named `{ $name }`: { $folder }
refusal-several-runs = { $count } runs begin or end with `{ $name }`, give more of the name: { $folder }
refusal-source-date = SOURCE_DATE_EPOCH is not a number of seconds since 1970
refusal-lime-page = the page of a client shows the exact reasons: use --format text or json with --method lime
refusal-all-needs-file = the { "contributions" } of a whole base are written to a Parquet file: name it with -o FILE.parquet
refusal-config-itself = `{ $name }` cannot stand in such a file
refusal-config-value = `{ $name }` is no text, number, date, yes or no, or list of texts
refusal-config-toml = { $detail }
refusal-output = cannot write to standard output: { $cause }

## What is said about a base, a model, or both

note-base-dialect = read as { $encoding }, cells separated by `{ $separator }`, decimals after `{ $mark }`
note-base-not-utf8 = the text is not UTF-8 and was read as Windows-1252: check the accents
note-base-second-line = the columns are named by the second line; the first was left out
note-base-unnamed = a column without a name is called `{ $name }`
note-base-blank-rows = rows without any value were left out: { $places }
note-base-short-rows = rows that end too early, whose last cells are missing: { $places }
note-base-largest = the archive holds several tables: `{ $read }` was read, { $count } left out
note-base-parts = read from { $count } files
note-base-parts-named = read from { $count } files; the folders’ names give { $columns }
note-base-id-column = `{ $column }` identifies the clients ({ $reason })
note-base-numbered = the clients are numbered by their row
note-base-duplicate-ids = { $ids } identifiers stand on several rows ({ $rows } in all) and cannot be chosen: { $first }
note-base-decimal-ids = { $count } identifiers are written with a decimal point and kept so
note-base-rounded-ids = { $count } identifiers were rounded by a spreadsheet (1.23E+14): export them as text
note-base-outcome-column = `{ $column }` says who defaulted ({ $reason })
note-base-outcome-unusable = `{ $column }` holds something else than 0 and 1 and is no outcome
note-base-large-numbers = { $count } numbers of `{ $column }` are beyond 2^53 and lose their last digits
note-base-infinite = { $count } infinite numbers of `{ $column }` are shown as missing
note-base-not-kept = the base could not be kept in { $folder } ({ $reason })
note-base-not-read = `{ $column }` is of type { $kind } and was not read
note-choice-named = as asked
note-choice-suggested = as the model’s card says
note-choice-name = by its name
note-choice-distinct = the first column that differs for every client
note-model-no-threshold = it has no threshold of its own
note-model-no-names = its features have no names: columns are matched by position
note-model-no-dictionary = it has no plain words for its features
note-model-without-words = { $count } of its features have no plain words
note-model-no-card = it has no card: nothing says who made it
note-model-not-verified = its card has no SHA-256 of model.txt
note-model-verified = these files are the ones that its card describes: { $files }
note-model-not-covered = its card says nothing about these files: { $files }
note-model-feature-count = its card speaks of { $card } features, it has { $model }
note-model-calibration = its card names a calibration ({ $name }) and does not hold it: probabilities are the trees’ own
note-model-dictionary-columns = unknown columns of its dictionary: { $columns }
note-model-trees-used = { $used } of its { $total } trees are used, as early stopping asked
note-model-positive-class = it predicts the probability of the label `{ $label }`
note-model-from-pickle = its text was taken out of a pickled { $class }, without running it
note-model-besides = the file holds these things beside it: { $names }
note-bind-position = the model names no feature: its { $features } features are read column by column
note-bind-id = the model reads the identifier `{ $column }` itself: its score depends on a number that says nothing about the client
note-bind-categories = { $clients } clients are in { $categories } categories of `{ $feature }` that the model never saw: they are read as missing
cli-warning = warning: { $message }
cli-about-model = about the model: { $note }
cli-about-base = about the base: { $note }
cli-no-threshold = this model has no threshold: { $threshold } is used, give one with --threshold
cli-partly-described = { $path }: { $matched } of { $clients } clients are described, the others have no value there

## Model text, as the layer below puts it

phrase-has-values-expected = { $first } has { $second } values, { $third } expected
phrase-has-a-name-of = { $first } has { $second }, a name of { $third } bytes, { $fourth } at most expected
phrase-has-with-a-control = { $first } has { $second }, with a control character
phrase-of-has-category-code = { $first } of { $second } has category code { $third } twice
phrase-of-has-category-code-1 = { $first } of { $second } has category code { $third }, -1 or more expected
phrase-of-has-a-smallest = { $first } of { $second } has a smallest value { $third } above its largest { $fourth }
phrase-of-is-none-min = { $first } of { $second } is { $third }, "none", "[min:max]" or category codes expected
phrase-of-is-a-number = { $first } of { $second } is a number, but the feature is a category
phrase-of-is-far-outside = { $first } of { $second } is { $third }, far outside its training range { $fourth } to { $fifth }
phrase-of-holds-too-large = { $first } of { $second } holds { $third }, too large a number
phrase-of-holds-where-a = { $first } of { $second } holds { $third } where a number is expected
phrase-of-holds-where-a-whole = { $first } of { $second } holds { $third } where a whole number is expected
phrase-has-an-empty-name = { $first } has an empty name
phrase-has-twice = { $first } has { $second } twice
phrase-unknown-key = unknown key { $first }
phrase-stands-where-key-value = { $first } stands where "key=value" is expected
phrase-stands-where-end-of = { $first } stands where "end of trees" is expected
phrase-stands-where-a-feature = { $first } stands where a feature and its importance are expected
phrase-stands-here-a-second = { $first } stands here a second time
phrase-the-line-is-missing = the line { $first }= is missing
phrase-the-line-stands-here = the line { $first }= stands here but not in earlier trees
phrase-the-line-version-is = the line version= is missing (LightGBM wrote none before 2.0.12: load such a model with a newer LightGBM and save it again)
phrase-is-v2-v3-or = { $first } is { $second }, v2, v3 or v4 expected
phrase-is-binary-sigmoid-and = { $first } is { $second }, "binary sigmoid:" and a number expected
phrase-is-binary-sigmoid-1 = { $first } is { $second }, "binary sigmoid:1" or a cross-entropy expected
phrase-is-0-or-1 = { $first } is { $second }, 0 or 1 expected
phrase-is-1-expected = { $first } is { $second }, 1 expected
phrase-is-to-expected = { $first } is { $second }, { $third } to { $fourth } expected
phrase-has-sigmoid-a-number = { $first } has sigmoid { $second }, a number above 0 expected
phrase-holds-1-0-or = { $first } holds { $second }, -1, 0 or 1 expected
phrase-lists-no-tree-the = { $first } lists no tree: the model has not been trained
phrase-holds-a-number-of = { $first } holds { $second }, a number of bytes expected
phrase-splits-and-leaves-do = splits and leaves do not form one tree
phrase-has-values-but-the = { $first } has values, but the tree has one leaf and no split
phrase-asks-for-categories-of = { $first } asks for categories of { $second }, which is a number
phrase-holds-1-or-more = { $first } holds { $second }, 1 or more expected
phrase-holds-to-but-not = { $first } holds { $second }, { $third } to { $fourth } but not 0 expected
phrase-holds-to-expected = { $first } holds { $second }, { $third } to { $fourth } expected
phrase-holds-where-a-whole = { $first } holds { $second } where a whole number is expected
phrase-holds-where-a-number = { $first } holds { $second } where a number from 0 to { $third } is expected
phrase-holds-where-a-number-is = { $first } holds { $second } where a number is expected
phrase-holds-too-large-a = { $first } holds { $second }, too large a number
phrase-the-text-is-not = the text is not UTF-8
phrase-not-utf-8 = not UTF-8
phrase-a-nul-byte-stands = a NUL byte stands in the text
phrase-the-line-ends-with = the line ends with a carriage return: the file was converted to Windows line ends (by git, FTP or an editor), which changes the size of every tree; copy it again as a binary file
phrase-does-not-number-a = { $first } does not number a tree
phrase-is-numbered-expected = is numbered { $first }, { $second } expected
phrase-tree-sizes-line-lists = tree_sizes (line { $first }) lists { $second } trees, but after { $third } the file has { $fourth }
phrase-is-not-listed-in = is not listed in tree_sizes, which has { $first }
phrase-has-bytes-but-tree = has { $first } bytes, but tree_sizes (line { $second }) says { $third }: the tree was changed
phrase-the-header-has-average = the header has average_output, but the parameters say boosting={ $first }, not rf
phrase-the-parameters-say-boosting = the parameters say boosting={ $first }, but the header has no average_output
phrase-cat-threshold-has-category = cat_threshold has category code { $first } of { $second }, which has { $third } categories
phrase-stands-here-but-num = { $first } stands here, but num_cat is 0
phrase-does-not-rise-from = { $first } does not rise from 0 to at most { $second }
phrase-names-category-set-each = { $first } names category set { $second }, each of 0 to { $third } expected once
phrase-num-cat-is-but = num_cat is { $first }, but { $second } of its category sets belong to no split
phrase-internal-count-of-split = internal_count of split { $first } is { $second }, but its branches count { $third }
phrase-leads-to-a-second = { $first } leads to { $second } a second time
phrase-leaves-splits-out-of = { $first } leaves { $second } splits out of reach of the root
phrase-goes-splits-deep-at = { $first } goes { $second } splits deep, { $third } at most expected
phrase-the-parameters-section-is = the parameters section is missing: the file was cut off
phrase-the-file-ends-where = the file ends where "end of trees" is expected: it was cut off
phrase-does-not-belong-after = { $first } does not belong after the trees
phrase-this-section-has-no = this section has no "{ $first }": the file was cut off
phrase-pandas-categorical-is-not = pandas_categorical is not a list of lists (column { $first })
phrase-pandas-categorical-is-neither = pandas_categorical is neither { "null" } nor a list
phrase-pandas-categorical-holds-something = pandas_categorical holds something that is not a list

## Not a model text, as the layer below puts it

phrase-it-begins-with-instead = it begins with { $first } instead of "tree"
phrase-it-is-empty = it is empty
phrase-it-begins-with-a = it begins with a byte order mark; an editor has changed it
phrase-it-is-utf-16 = it is UTF-16 text; an editor has changed it
phrase-it-is-gzip-compressed = it is gzip-compressed
phrase-it-is-bzip2-compressed = it is bzip2-compressed
phrase-it-is-xz-compressed = it is xz-compressed
phrase-it-is-zstd-compressed = it is zstd-compressed
phrase-it-is-a-zip = it is a zip archive
phrase-it-looks-like-a = it looks like a Python pickle
phrase-it-is-a-parquet = it is a Parquet file
phrase-it-is-an-hdf5 = it is an HDF5 file
phrase-it-is-a-pdf = it is a PDF
phrase-it-looks-like-json = it looks like JSON, perhaps of another library or of dump_model
phrase-it-looks-like-a-web = it looks like a web page or XML
phrase-it-is-a-git = it is a git-lfs pointer: the model itself was not downloaded
phrase-it-is-an-xgboost = it is an XGBoost model
phrase-a-multiclass-model-num = a multiclass model (num_class={ $first })
phrase-a-multiclass-model-objective = a multiclass model (objective={ $first })
phrase-a-ranking-model-objective = a ranking model (objective={ $first })
phrase-a-regression-model-objective = a regression model (objective={ $first })
phrase-a-custom-objective-model = a custom-objective model (objective={ $first })
phrase-a-linear-tree-model = a linear-tree model (is_linear=1)
phrase-a-model-with-an = a model with an objective of its own (the file has no objective= line, so it does not say how a score becomes a probability)

## Other files, as the layer below puts it

phrase-a-parquet-table = a Parquet table
phrase-an-arrow-table = an Arrow table
phrase-a-feather-table = a Feather table
phrase-an-hdf5-file = an HDF5 file
phrase-a-numpy-array = a numpy array
phrase-an-sqlite-database = an SQLite database
phrase-a-pdf-document = a PDF document
phrase-an-old-office-document = an old office document
phrase-a-picture = a picture
phrase-a-program = a program
phrase-a-7z-archive = a 7z archive
phrase-a-rar-archive = a RAR archive
phrase-an-r-data-file = an R data file
phrase-a-catboost-model = a CatBoost model
phrase-an-xgboost-model = an XGBoost model
phrase-text-in-utf-16 = text in UTF-16
phrase-an-onnx-model = an ONNX model
phrase-a-binary-file-of = a binary file of a kind that is not known here
phrase-a-web-page = a web page
phrase-a-pmml-model = a PMML model
phrase-an-xml-document = an XML document
phrase-a-git-lfs-pointer = a Git LFS pointer
phrase-a-table = a table
phrase-a-text-of-a = a text of a kind that is not known here
phrase-the-json-dump-of = the JSON dump of a LightGBM model, which LightGBM itself cannot load
phrase-a-json-document = a JSON document
phrase-open-it-as-a = open it as a client base instead
phrase-expected-a-lightgbm-text = expected a LightGBM text model (`{ "booster" }.save_model("model.txt")`), a pickled LGBMClassifier or { "Booster" }, or a bundle
phrase-this-program-reads-lightgbm = this program reads LightGBM models: save a LightGBM model with `{ "booster" }.save_model("model.txt")`
phrase-save-the-model-with = save the model with `{ "booster" }.save_model("model.txt")` and open that file
phrase-save-it-as-parquet = save it as Parquet to open it as a client base
phrase-save-its-table-as = save its table as CSV to open it as a client base
phrase-unpack-it-first = unpack it first
phrase-in-r-save-the = in R, save the model with `lgb.save(model, "model.txt")`
phrase-save-it-as-utf = save it as UTF-8
phrase-the-download-went-wrong = the download went wrong: fetch the model itself again
phrase-fetch-the-file-itself = fetch the file itself with `git lfs pull`

## Pickles, as the layer below puts it

phrase-an-array-has-no = an array has no type
phrase-an-array-has-a = an array has a type that is not known
phrase-too-many-arrays-inside = too many arrays inside one another
phrase-an-array-has-no-size = an array has no size
phrase-a-text-has-a = a text has a broken escape
phrase-a-string-has-broken = a string has broken quotes
phrase-a-number-is-expected = a number is expected
phrase-an-integer-is-expected = an integer is expected
phrase-something-is-appended-to = something is appended to what is not a list
phrase-something-is-set-in = something is set in what is not a dictionary
phrase-it-refers-to-nothing = it refers to nothing before it
phrase-a-reference-is-no = a reference is no number
phrase-a-class-has-no = a class has no name
phrase-a-call-has-no = a call has no arguments
phrase-something-is-called-that = something is called that is not a class
phrase-a-state-is-given = a state is given to what is not an object
phrase-an-object-is-given = an object is given two states
phrase-it-needs-a-value = it needs a value and there is none
phrase-it-needs-more-values = it needs more values than there are
phrase-it-needs-a-mark = it needs a mark
phrase-a-key-has-no = a key has no value
phrase-references = references
phrase-instructions = instructions
phrase-objects = objects
phrase-objects-inside-one-another = objects inside one another
phrase-a-dictionary = a dictionary
phrase-a-list = a list
phrase-a-tuple = a tuple
phrase-a-set = a set
phrase-a-text = a text
phrase-bytes = bytes
phrase-an-array = an array
phrase-an-object = an object
phrase-a-number = a number
phrase-classes = { $first } classes
phrase-class = { $first } class
phrase-two-lists-of-classes = two lists of classes that differ
phrase-no-list-of-classes = no list of classes that can be read
phrase-more-than-two-classes = more than two classes
phrase-a-reference-to-an = a reference to an object outside of the file
phrase-an-instance-of-a = an instance of a Python 1 class
phrase-a-class-by-number = a class by number
phrase-a-buffer-outside-of = a buffer outside of the file
phrase-protocol = protocol { $first }
phrase-the-unknown-instruction = the unknown instruction { $first }

## Bundles, as the layer below puts it

phrase-but-tables-open-it = but tables: open it as a client base instead
phrase-it-is-an-office = it is an office document: save its table as CSV to open it as a client base
phrase-but-a-bundle-s = but { $first }: a bundle’s model must bear the name model.txt
phrase-expected-two-numbers-above = expected two numbers above 0
phrase-a-name-is-not = a name is not that of a file in the bundle
phrase-a-digest-is-not = a digest is not 64 hexadecimal digits
phrase-not-utf-8-save = not UTF-8: save the table as "CSV UTF-8"
phrase-the-table-is-empty = the table is empty: expected a line of column names
phrase-the-column-stands-twice = the column stands twice in the table
phrase-the-column-is-missing = the column is missing: it names the features
phrase-the-cell-is-empty = the cell is empty
phrase-expected-yes-or-no = expected yes or no
phrase-cells-expected-quote-cells = { $first } cells, expected { $second }: quote cells with commas
phrase-unknown-display-expected-number = unknown display `{ $first }`: expected number, number:N, integer, amount, percent, years_before, days_before, yes_no, choice:CODE=fr|en;CODE=fr|en, scale:CODE=fr|en;CODE=fr|en or onehot:VARIABLE=fr|en
phrase-the-feature-stands-on = the feature stands on line { $first } already
phrase-a-label-holds-or = a label holds `|`, `;` or spaces at its ends, which separate labels
phrase-has-no-slope-above = has no slope above 0, or an endless number
phrase-has-no-points-or = has no points, or points without a counterpart
phrase-has-a-point-that = has a point that is no probability
phrase-has-points-that-do = has points that do not ascend

## Files that are written, as the layer below puts it

phrase-writing = writing
phrase-reaching-the-disk = reaching the disk
phrase-renaming = renaming
phrase-making-a-temporary-file = making a temporary file
phrase-making-a-temporary-folder = making a temporary folder
phrase-making-a-file = making a file
phrase-moving-the-old-folder = moving the old folder aside
phrase-following-a-link = following a link
phrase-looking-into-the-folder = looking into the folder
phrase-it-is-not-a = it is not a file
phrase-it-is-not-a-folder = it is not a folder
phrase-it-holds-which-would = it holds { $first }, which would be lost

## Bases, as the layer below puts it

phrase-has = has
phrase-lacks = lacks
phrase-has-another-type-for = has another type for
phrase-do-not-have = do not have
phrase-have = have
phrase-agree-on = agree on
phrase-cells-of-a-column = cells of a column are not what the column says
phrase-it-does-not-begin = it does not begin as a Parquet file
phrase-a-group-of-rows = a group of rows lacks a column
phrase-a-column-has-another = a column has another number of rows than the file
phrase-a-column-reaches-beyond = a column reaches beyond the end of the file
phrase-its-columns-cannot-be = its columns cannot be decoded
phrase-its-footer-contradicts-itself = its footer contradicts itself about the number of rows
phrase-its-footer-announces-more = its footer announces more rows than such a file can hold

## Training, as the layer below puts it

phrase-split = split
phrase-outcome = outcome
phrase-identifier = identifier
phrase-raise = raise
phrase-lower = lower
phrase-train = train
phrase-validation = validation
phrase-hold-out = hold-out
phrase-the-validation-table-has = the validation table has other columns
phrase-a-name-or-a = a name or a parameter holds a zero byte
phrase-is-more-than-lightgbm = { $first } is more than LightGBM can count
phrase-it-has-no-command = it has no command
phrase-the-number-of-trees = the number of trees
phrase-the-patience = the patience
phrase-the-learning-rate = the learning rate
phrase-the-number-of-leaves = the number of leaves
phrase-the-number-of-clients = the number of clients a leaf
phrase-the-share-of-features = the share of features
phrase-the-share-of-clients = the share of clients
phrase-the-l2-penalty = the L2 penalty
phrase-the-number-of-bins = the number of bins
phrase-the-number-of-folds = the number of folds
phrase-the-search-time = the search time
phrase-the-number-of-trials = the number of trials
phrase-the-number-of-clients-2 = the number of clients
phrase-beta = beta
phrase-the-share-lost-with = the share lost with a default
phrase-the-share-earned-with = the share earned with a repaid credit
phrase-the-number-of-columns = the number of columns
phrase-a-number-above-0 = a number above 0
phrase-at-least-0 = at least 0
phrase-at-least-1 = at least 1
phrase-above-0-minutes = above 0 minutes
phrase-a-number-above-0-and = a number above 0 and at most 1
