### All the words that the program shows, in English.
### Same keys and same variables as fr.ftl: a test holds the two together.
### Top bar

app-name = Clairscore
window-title = Clairscore
window-title-client = Client { $id } · { $advice } · Clairscore
top-open = Open…
top-open-hint = Open a model or a client base from this computer
top-model = Model
top-base = Base
top-base-clients =
    { $count ->
        [one] { $count } client
       *[other] { $count } clients
    }
top-no-model = no model
top-no-base = no base
top-verified = verified
top-verified-hint =
    { $count ->
        [one] { $count } client scored twice, by two independent engines: same result (largest difference { $difference }).
       *[other] { $count } clients scored twice, by two independent engines: same results (largest difference { $difference }).
    }
top-verifying = being verified
top-verifying-hint = A sample of clients is being scored by a second, independent engine.
top-not-verified = not verified
top-not-verified-hint = This model has not been checked by the second engine.
top-differs = scores differ
top-differs-hint =
    { $count ->
        [one] { $count } client gets another score from the second engine (largest difference { $difference }). Do not rely on this model.
       *[other] { $count } clients get another score from the second engine (largest difference { $difference }). Do not rely on this model.
    }
top-language = Language
top-theme = Theme
top-theme-system = As the system
top-theme-light = Light
top-theme-dark = Dark
top-theme-hint = Light or dark theme
top-zoom-in = Larger
top-zoom-out = Smaller
top-help = Help

## Tabs

tabs-name = Pages
tab-client = Client
tab-population = Population
tab-model = Model

## Search

search-title = Find a client
search-placeholder = Identifier…
search-label = Client identifier
search-no-match = No client has an identifier that begins with “{ $query }”.
search-results-shown =
    { $count ->
        [one] (the first is shown)
       *[other] (the first { $count } are shown)
    }
search-results =
    { $count ->
        [one] { $count } client found
       *[other] { $count } clients found
    }
search-duplicate =
    { $count ->
        [one] { $count } row has the identifier { $id }.
       *[other] { $count } rows share the identifier { $id }: choose the one you mean.
    }

## List of clients

list-description =
    { $count ->
        [one] List of { $count } client, sorted by { $sort }
       *[other] List of { $count } clients, sorted by { $sort }
    }
list-column-client = Client
list-column-risk = Risk
list-column-advice = Advice
list-sort = Sort
list-sort-by = Sort: { $sort }
list-sort-base = order of the base
list-sort-id = identifier
list-sort-highest-risk = highest risk first
list-sort-lowest-risk = lowest risk first
list-sort-threshold = distance to threshold
list-sort-waits = Sorted by risk as soon as all clients are scored.
list-accept = accept
list-refuse = refuse
list-scoring = being scored
list-row = Client { $id }, risk { $risk }, { $advice }
list-row-unscored = Client { $id }, being scored
list-empty = No client meets all the conditions.
list-hold-out = hold-out
list-training = seen in training

## Filter

filter-title = Filter the population
filter-add = Add a filter
filter-search-column = Search a column…
filter-no-column = No column has this name.
filter-edit = Change the condition on { $label }
filter-remove = Remove the condition on { $label }
filter-from = From
filter-to = To
filter-unbounded = no limit
filter-or-missing = also those without a value
filter-all-categories = All
filter-no-categories = None
filter-category-count = { $label } ({ $count })
filter-invalid-number = “{ $text }” is not a number.
filter-empty-range = The lower bound is above the upper bound: no client can meet this.
filter-chip-any = { $label }: any value
filter-chip-one = { $label }: { $value }
filter-chip-several =
    { $count ->
        [one] { $label }: { $value }
       *[other] { $label }: { $count } values
    }
filter-chip-not-given = { $label }: not given
filter-done = Done
filter-clear = Clear all
filter-save-name = Name of the filter
filter-save-confirm = Save
filter-saved = Saved filters
filter-saved-none = No saved filter
filter-load = Apply the filter { $name }
filter-delete = Delete the filter { $name }
filter-name-taken = A filter has this name already: it will be replaced.
group-count =
    { $of ->
        [one] { $count } of { $of } client
       *[other] { $count } of { $of } clients
    }
group-all =
    { $count ->
        [one] { $count } client
       *[other] { $count } clients
    }
group-sentence = { $group } · { $rate } defaulted

## Client: headline

client-none-title = No client chosen
client-none = Type an identifier, or choose a client in the list.
client-none-base = Open a client base to look a client up.
client-none-model = Open a model to score these clients.
client-duplicate = The identifier { $id } stands on several rows: choose one in the list.
client-title = Client { $id }
client-fact = { $label } { $value }
client-headline-risk = Risk of default
client-headline-threshold = Bank’s threshold
client-headline-threshold-stand-in = Threshold (stand-in)
client-headline-threshold-own = Your threshold
client-headline = Risk of default: { $risk }. Bank’s threshold: { $threshold }.
verdict-clearly-above =
    { $plural ->
        [one] { $points } point above the threshold: the model advises to refuse.
       *[other] { $points } points above the threshold: the model advises to refuse.
    }
verdict-just-above =
    { $plural ->
        [one] Only { $points } point above the threshold: the model advises to refuse.
       *[other] Only { $points } points above the threshold: the model advises to refuse.
    }
verdict-just-below =
    { $plural ->
        [one] Only { $points } point below the threshold: the model advises to accept.
       *[other] Only { $points } points below the threshold: the model advises to accept.
    }
verdict-clearly-below =
    { $plural ->
        [one] { $points } point below the threshold: the model advises to accept.
       *[other] { $points } points below the threshold: the model advises to accept.
    }
verdict-at-threshold = Exactly at the threshold: the model advises to accept.
verdict-close-note = Close to the threshold: one factor alone could change the advice.
verdict-decision-is-yours = The decision is yours.
verdict-past-clients =
    { $defaults ->
        [one] Of { $of } past clients with this score, { $defaults } did not repay ({ $low } to { $high }).
       *[other] Of { $of } past clients with this score, { $defaults } did not repay ({ $low } to { $high }).
    }
band-clearly-above = clearly above the threshold
band-just-above = just above the threshold
band-just-below = just below the threshold
band-clearly-below = clearly below the threshold
band-at-threshold = exactly at the threshold
advice-accept = the model advises to accept
advice-refuse = the model advises to refuse
advice-accept-short = accept
advice-refuse-short = refuse
advice-accept-title = acceptance advised
advice-refuse-title = refusal advised

## Client: gauge

gauge-move-threshold = Threshold: drag it, or use the arrow keys
gauge-accept-zone = accept
gauge-refuse-zone = refuse
gauge-threshold = threshold { $threshold }
gauge-client = this client { $risk }
gauge-description = Risk gauge from 0 to 100%. Accept zone up to { $threshold }, refuse zone above. This client: { $risk }, { $band }; { $advice }.

## Reasons

reasons-title = Why this score
reasons-measured-against = Measured against: { $reference }
reasons-reference-average = the average client
reasons-reference-just-accepted =
    { $count ->
        [one] { $count } client whom the model just accepts (risk of { $low })
       *[other] { $count } clients whom the model just accepts (risk of { $low } to { $high })
    }
reasons-reference-group =
    { $count ->
        [one] { $count } client of the group (risk of { $low })
       *[other] the { $count } clients of the group (risk of { $low } to { $high })
    }
reasons-reference-thinned = { $reference }; { $count } of them, evenly spread, are counted
reasons-reference-hint = Each reason says how far this client’s value moves the risk away from that of the average client of the training data.
reasons-grouping = List by
reasons-by-factor = Factors
reasons-by-theme = Themes
reasons-show-table = Show as table
reasons-lowers-axis = lowers the risk
reasons-raises-axis = raises the risk
reasons-open-theme = Show the factors of { $theme }
reasons-close-theme = Hide the factors of { $theme }
reasons-theme-detail =
    { $count ->
        [one] { $count } factor
       *[other] { $count } factors
    }
reasons-compare-hint = Compare this client on this factor
reasons-other-theme = Other factors
reasons-remainder-raising =
    { $count ->
        [one] { $count } other factor raises
       *[other] { $count } other factors raise
    }
reasons-remainder-lowering =
    { $count ->
        [one] { $count } other factor lowers
       *[other] { $count } other factors lower
    }
reasons-remainder-themes-raising =
    { $count ->
        [one] { $count } other theme raises
       *[other] { $count } other themes raise
    }
reasons-remainder-themes-lowering =
    { $count ->
        [one] { $count } other theme lowers
       *[other] { $count } other themes lower
    }
reasons-remainder-sentence = { $remainder } the risk ({ $factor } together).
reasons-limit = The model observes an association, not a cause.
reasons-legend = Slightly: less than × { $clear }. Clearly: × { $clear } or more. Strongly: × { $strong } or more, which at least doubles the odds; the same holds for the inverses.
reasons-identity = Check: average odds { $base } × all reasons { $reasons } = this client’s odds { $odds }, that is a risk of { $risk }.
reasons-identity-scores = Base { $base } + reasons { $reasons } = score { $score } (natural logarithms of the odds; the odds give the risk).
reasons-description =
    { $count ->
        [one] Why this score, { $count } reason. { $summary }
       *[other] Why this score, { $count } reasons, the strongest first. { $summary }
    }
reasons-column-factor = Factor
reasons-column-value = Value
reasons-column-effect = Effect
reasons-column-odds = Odds multiplied by
reasons-column-rank = Among clients
effect-raises-slightly = + slightly raises
effect-raises-clearly = + clearly raises
effect-raises-strongly = + strongly raises
effect-lowers-slightly = − slightly lowers
effect-lowers-clearly = − clearly lowers
effect-lowers-strongly = − strongly lowers
effect-none = no effect
effect-sentence-raises-slightly = slightly raises the risk
effect-sentence-raises-clearly = clearly raises the risk
effect-sentence-raises-strongly = strongly raises the risk
effect-sentence-lowers-slightly = slightly lowers the risk
effect-sentence-lowers-clearly = clearly lowers the risk
effect-sentence-lowers-strongly = strongly lowers the risk
effect-sentence-none = does not change the risk
reason-detail = { $value } · { $rank }
reason-missing-note = the model takes it into account
reason-sentence = { $label }: { $value } – { $effect } ({ $factor }).
reason-sentence-rank = { $label }: { $value } – { $effect } ({ $factor }); { $rank }.
reason-sentence-theme = { $label } – { $effect } ({ $factor }).
summary-one-raises = “{ $first }” explains most of the risk
summary-two-raise = “{ $first }” and “{ $second }” explain most of the risk
summary-several-raise = Several factors raise the risk, “{ $first }” most of all
summary-one-lowers = “{ $first }” is what lowers the risk most
summary-two-lower = “{ $first }” and “{ $second }” are what lowers the risk most
summary-several-lower = Several factors lower the risk, “{ $first }” most of all
summary-softened-slightly = { $main }; “{ $counter }” softens it a little.
summary-softened-clearly = { $main }; “{ $counter }” clearly softens it.
summary-softened-strongly = { $main }; “{ $counter }” strongly softens it.
summary-worsened-slightly = { $main }; “{ $counter }” raises it a little.
summary-worsened-clearly = { $main }; “{ $counter }” clearly raises it.
summary-worsened-strongly = { $main }; “{ $counter }” strongly raises it.
summary-alone = { $main }.
summary-none = No factor sets this client apart from the average client.

## Rank among clients

rank-higher = higher than { $share } of clients
rank-lower = lower than { $share } of clients
rank-older = longer ago than { $share } of clients
rank-more-recent = more recent than { $share } of clients
rank-same = as { $share } of clients
rank-most = as most clients ({ $share })
rank-all = as all clients
rank-not-given = not given, as { $share } of clients
share-under-one = less than 1%
share-over-99 = more than 99%

## Comparison

compare-title = Compare
compare-scope = Compare with
compare-all = All
compare-group = This group
compare-no-group = Set a filter to compare with a group
compare-feature = Feature compared
compare-feature-search = Search a feature…
compare-two-features = Second feature
compare-one-only = One feature only
compare-show-table = Show as table
compare-this-client = this client
compare-legend-clients = all clients
compare-legend-group = this group
compare-legend-default-rate = default rate
compare-legend-few = fewer than { $count } known outcomes
compare-legend-nobody = no client
compare-axis-clients = share of clients
compare-axis-default-rate = default rate
compare-position-higher = { $value }: higher than { $share } of clients.
compare-position-lower = { $value }: lower than { $share } of clients.
compare-position-older = { $value }: longer ago than { $share } of clients.
compare-position-recent = { $value }: more recent than { $share } of clients.
compare-position-same = { $value }: as { $share } of clients.
compare-position-missing = Not given, as { $share } of clients.
compare-position-group-higher = { $value }: higher than { $share } of this group.
compare-position-group-lower = { $value }: lower than { $share } of this group.
compare-position-group-older = { $value }: longer ago than { $share } of this group.
compare-position-group-recent = { $value }: more recent than { $share } of this group.
compare-position-group-same = { $value }: as { $share } of this group.
compare-position-group-missing = Not given, as { $share } of this group.
compare-default-rate = At this level, { $rate } did not repay.
compare-within-group = Within this group: { $sentence }
compare-default-rate-unknown = At this level, no outcome is known.
compare-default-rate-few =
    { $count ->
        [one] At this level, only { $count } outcome is known: too few for a rate.
       *[other] At this level, only { $count } outcomes are known: too few for a rate.
    }
compare-two-sentence =
    { $count ->
        [one] { $x } and { $y }: { $count } client shares both levels with this one.
       *[other] { $x } and { $y }: { $count } clients share both levels with this one.
    }
compare-two-rate = { $rate } of them did not repay.
compare-two-legend = Colour: default rate of the cell. Cross: this client.
compare-grid-cell =
    { $count ->
        [one] { $x }, { $y }: { $count } client
       *[other] { $x }, { $y }: { $count } clients
    }
compare-grid-cell-rate =
    { $count ->
        [one] { $x }, { $y }: { $count } client, default rate { $rate }
       *[other] { $x }, { $y }: { $count } clients, default rate { $rate }
    }
compare-bar =
    { $count ->
        [one] { $label }: { $count } client ({ $share })
       *[other] { $label }: { $count } clients ({ $share })
    }
compare-bar-rate =
    { $count ->
        [one] { $label }: { $count } client ({ $share }), default rate { $rate }
       *[other] { $label }: { $count } clients ({ $share }), default rate { $rate }
    }
compare-chart-description =
    { $bars ->
        [one] Distribution of { $label } over { $bars } band. { $sentence }
       *[other] Distribution of { $label } over { $bars } bands. { $sentence }
    }
compare-chart-extremes = Most clients: { $most }. Default rate from { $low } to { $high }.
compare-column-band = Value
compare-column-clients = Clients
compare-column-share = Share of clients
compare-column-group-clients = Clients of the group
compare-column-group-share = Share of the group
compare-column-known = Known outcomes
compare-column-default-rate = Default rate
compare-table-client = { $label } (this client)
band-range = { $from } to { $to }
band-range-from = { $from } or more
band-range-to = less than { $to }
band-missing = not given
band-other =
    { $count ->
        [one] { $count } other value
       *[other] { $count } other values
    }

## All of the client's data

data-title = All of the client’s data
data-count = ({ $count })
data-search = Search a column or a value…
data-no-match = Nothing matches “{ $query }”.
data-remark-model = read by the model
data-remark-negotiable = can be changed at the desk
data-remark-protected = protected attribute
data-remark-outcome = what became of this client
data-remark-id = identifier

## Values

value-not-given = not given
value-yes = yes
value-no = no
value-unknown-code = code { $code } (meaning unknown)
value-other-than = other than { $label }
value-none-of-them = none of these values
value-one-of-several = several at once
value-years =
    { $plural ->
        [one] { $count } year
       *[other] { $count } years
    }
value-today = today
value-days-ago =
    { $plural ->
        [one] { $count } day ago
       *[other] { $count } days ago
    }
value-months-ago =
    { $plural ->
        [one] { $count } month ago
       *[other] { $count } months ago
    }
value-years-ago =
    { $plural ->
        [one] { $count } year ago
       *[other] { $count } years ago
    }
value-in-days =
    { $plural ->
        [one] in { $count } day
       *[other] in { $count } days
    }
value-in-months =
    { $plural ->
        [one] in { $count } month
       *[other] in { $count } months
    }
value-in-years =
    { $plural ->
        [one] in { $count } year
       *[other] in { $count } years
    }
value-days =
    { $plural ->
        [one] { $count } day
       *[other] { $count } days
    }
date-day = { $day } { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Population page

population-title = Population
population-all = All clients
population-group = This group
population-sentence =
    { $count ->
        [one] { $count } client: { $refused } above the threshold.
       *[other] { $count } clients: { $refused } above the threshold.
    }
population-sentence-outcomes =
    { $count ->
        [one] { $count } client: { $refused } above the threshold; { $rate } did not repay.
       *[other] { $count } clients: { $refused } above the threshold; { $rate } did not repay.
    }
population-group-sentence = This group: { $refused } above the threshold, against { $all } of all clients.
population-scores-title = Spread of the risk
population-scores-axis = risk of default
population-scores-sentence = Half of the clients have a risk below { $median }; one in ten is above { $high }.
population-column-clients = Clients
population-column-refused = Above the threshold
population-column-default-rate = Default rate

## Population page: what the factors do to everybody

weights-title = What weighs most in the score
weights-sentence = Heaviest: { $label }, { $factor } on average on the odds of default, up or down.
weights-sentence-group =
    { $count ->
        [one] In this group of { $count } client, the heaviest: { $label }, { $factor } on average, against { $all } for all clients.
       *[other] In this group of { $count } clients, the heaviest: { $label }, { $factor } on average, against { $all } for all clients.
    }
weights-none = No factor changes the score of any client.
weights-description =
    { $count ->
        [one] Average weight of { $count } line. { $sentence }
       *[other] Average weight of { $count } lines, the heaviest first. { $sentence }
    }
weights-note = Average weight: by how much a factor multiplies or divides the odds of default, on average over the clients; × 1 is no effect. Within a theme, factors that pull in opposite directions cancel out.
weights-grouping = List by
weights-legend-all = all clients
weights-legend-group =
    { $count ->
        [one] this group ({ $count } client)
       *[other] this group ({ $count } clients)
    }
weights-row = { $label }: { $factor } on average.
weights-row-group = { $label }: { $group } on average in this group, { $factor } for all clients.
weights-effect-hint = Show how its effect follows its value
weights-unused =
    { $count ->
        [one] { $count } factor of the model never changes a score; it is not listed.
       *[other] { $count } factors of the model never change a score; they are not listed.
    }
weights-show-all = Show all { $count } lines
weights-show-first = Show the first { $count } only
weights-axis = average weight on the odds
weights-column-factor = Factor
weights-column-theme = Theme
weights-column-all = Average weight
weights-column-all-exact = logarithm of the odds
weights-column-group = Average weight, group
weights-column-group-exact = logarithm, group
weights-column-low = Typical of low values
weights-column-middle = Of middle values
weights-column-high = Of high values
strip-high = high values
strip-middle = middle values
strip-low = low values
strip-missing = not given
strip-all = all values
strip-part = { $lane } { $factor }
strip-sentence = Typically { $parts }.
strip-legend = Strips ({ $whose }): the darker, the more clients. From top to bottom: high, middle and low values (about a third of the clients each), then values not given.
effects-title = How one factor acts
effects-picker = Factor shown
effects-search = Search a factor…
effects-no-factor = No factor has this name.
effects-scope = Whose effects
effects-pending = The group has changed: it is being counted; the picture before stays meanwhile.
effects-sentence = { $label }: from { $low } ({ $lowband }) to { $high } ({ $highband }) for the typical client of a band.
effects-sentence-same = { $label }: { $low } for the typical client of every band.
effects-sentence-client = This client: { $value }, { $factor }.
effects-description =
    { $bands ->
        [one] Effect of { $label } on the odds of default, over { $bands } band of values. { $sentence }
       *[other] Effect of { $label } on the odds of default, over { $bands } bands of values. { $sentence }
    }
effects-band =
    { $count ->
        [one] { $label }: { $count } client ({ $share }), typically { $median }, for most from { $low } to { $high }.
       *[other] { $label }: { $count } clients ({ $share }), typically { $median }, for most from { $low } to { $high }.
    }
effects-band-nobody = { $label }: no client.
effects-band-client = This client: { $factor }.
effects-keep-hint = Select a bar to keep only its clients in the list; once more for all of them.
effects-keep = Keep only these clients
effects-keep-all = Keep all clients again
effects-axis = odds multiplied by
effects-legend-most = most clients (10 to 90%)
effects-legend-typical = typical client
effects-column-low = A tenth at most
effects-column-typical = Typical client
effects-column-high = Nine tenths at most
effects-column-exact = Typical, logarithm of the odds

## Model page

model-identity-title = Identity
model-version = Version
model-date = Date
model-made-by = Made by
model-made-with = Made with
model-calibration = Probabilities
model-calibration-platt = calibrated on clients whom the trees did not learn from (Platt); reasons hold for the calibrated risk
model-calibration-isotonic = calibrated on clients whom the trees did not learn from (isotonic); the strength of reasons is that before calibration
model-command = Command that rebuilds it
model-target = What it predicts
model-target-meaning = { $column } = 1: { $meaning }
model-engine-text = LightGBM, { $objective }
model-trees =
    { $count ->
        [one] { $count } tree
       *[other] { $count } trees
    }
model-trees-used = { $used } of { $total } trees used
model-features-count =
    { $count ->
        [one] reads { $count } feature
       *[other] reads { $count } features
    }
model-digest = Fingerprint (SHA-256)
model-digest-matches = The files match their fingerprints.
model-digest-none = No fingerprint comes with this model: it cannot be told whether it was changed.
model-threshold-title = Threshold
model-threshold = Threshold
model-threshold-cost = A missed default is counted { $ratio } times as heavy as a client refused wrongly.
model-threshold-lowest-cost = It is the threshold that costs least on the validation clients.
model-threshold-f-beta = It is the threshold that catches defaults and spares good payers best on the validation clients.
model-threshold-amounts = It is the threshold that loses least money on the validation clients.
model-threshold-range = With other clients of the same kind it would lie from { $low } to { $high }.
model-threshold-none = This model has no threshold: 50% is shown.
model-threshold-field = Threshold, in percent
model-threshold-apply = Apply
model-threshold-reset = Back to the model’s own threshold
model-threshold-invalid = Type a percentage between 0 and 100.
model-threshold-own = You set { $threshold }. The model’s own threshold is { $own }.
# What a threshold decides over the whole base, or within the group; `flipped` counts the clients who
# are decided otherwise than at the threshold that the move began from.
threshold-effect = { $share } of { $count ->
        [one] { $count } client is
       *[other] { $count } clients are
    } accepted.
threshold-effect-stricter = { $share } of { $count ->
        [one] { $count } client is
       *[other] { $count } clients are
    } accepted; this move flips { $flipped ->
        [one] { $flipped } client
       *[other] { $flipped } clients
    } from accepted to refused.
threshold-effect-milder = { $share } of { $count ->
        [one] { $count } client is
       *[other] { $count } clients are
    } accepted; this move flips { $flipped ->
        [one] { $flipped } client
       *[other] { $flipped } clients
    } from refused to accepted.
threshold-effect-group = In the group: { $share } of { $count ->
        [one] { $count } client is
       *[other] { $count } clients are
    } accepted.
threshold-effect-group-stricter = In the group: { $share } of { $count ->
        [one] { $count } client is
       *[other] { $count } clients are
    } accepted; { $flipped ->
        [one] { $flipped } flips
       *[other] { $flipped } flip
    } from accepted to refused.
threshold-effect-group-milder = In the group: { $share } of { $count ->
        [one] { $count } client is
       *[other] { $count } clients are
    } accepted; { $flipped ->
        [one] { $flipped } flips
       *[other] { $flipped } flip
    } from refused to accepted.
model-metrics-title = Quality
model-metric-column = Measure
model-metric-value = Value
model-metric-interval = 95% interval
model-metric-auc = Right order of two clients (AUC)
model-fact-column = Item
model-fact-value = Content
model-metric-average-precision = Average precision
model-metric-kolmogorov-smirnov = Separation of good and bad payers (KS)
model-metric-calibration-error = Mean gap between announced and observed risk
model-metric-log-loss = Log loss
model-metric-brier = Mean squared error of the risk (Brier)
model-metric-cost = Cost per client at the threshold
model-metric-gain = Saved per client, against no model
model-metric-accepted = Accepted
model-metric-interval-text = { $low } to { $high }
model-metrics-none = No measure of quality comes with this model.
model-metrics-where =
    { $count ->
        [one] Measured on { $count } client kept out of the training.
       *[other] Measured on { $count } clients kept out of the training.
    }
model-training-data = Data
model-training-rows =
    { $count ->
        [one] { $count } client
       *[other] { $count } clients
    }
model-features-title = Features that it reads
model-features-search = Search a feature…
model-features-column-name = Name
model-features-column-column = Column
model-features-column-theme = Theme
model-features-column-splits = Splits in the trees
model-features-column-gain = Training gain
model-features-column-remark = Remark
model-protected-title = Protected attributes
model-protected-sentence =
    { $count ->
        [0] This model reads no attribute that the dictionary marks as protected.
        [one] This model reads { $count } protected attribute: { $names }.
       *[other] This model reads { $count } protected attributes: { $names }.
    }
model-protected-unknown = No dictionary says which attributes are protected.
model-protected-note = They weigh on the score like any other; the law may restrict their use.
model-check-agrees =
    { $count ->
        [one] { $count } client scored by two independent engines: largest difference { $difference }.
       *[other] { $count } clients scored by two independent engines: largest difference { $difference }.
    }
model-check-unavailable = The second engine could not read this model: { $reason }

## Status line

status-label = Status
status-ready = Base loaded · everything is computed on this computer, nothing leaves it
status-demo = Demo: { $name } · everything is computed on this computer, nothing leaves it
status-loading-base = Reading the client base
status-loading-model = Reading the model
status-scoring = Scoring the clients
status-checking = Checking with the second engine
status-progress = { $work } · { $percent }
status-cancel = Cancel
status-cancelled = Cancelled. Nothing was changed.

## Open a file

open-title = Open
open-model-title = Open a model
open-base-title = Open a client base
open-choose-file = Choose a file…
open-choose-folder = Choose a folder…
open-path = Path of the file or folder
open-path-placeholder = /folder/clients.csv
open-path-placeholder-model = /folder/model.txt
open-confirm = Open
open-close = Close
open-model-kinds = A LightGBM text model, a bundle (folder or .zip), or a pickled or joblib model: it is read without being executed.
open-base-kinds = CSV (also .zip or .gz) or Parquet, one file or a folder.
open-table-title = Add a table
open-table-kinds = CSV or Parquet about the same clients, such as the original values: shown, filtered and compared, never read by the score.
open-path-placeholder-table = /folder/original_values.csv
open-drop-hint = You can also drop a file on the window.
open-drop-here = Drop to open
open-demo = Open the demo
open-no-dialog = The system’s file window could not be shown: type the path instead.

## Errors: a headline, then what to do; the technical detail follows as it is

error-not-found = { $file } was not found
error-not-found-help = Check the path, or whether the disk is connected.
error-permission = { $file } cannot be read
error-permission-help = Your account is not allowed to read it: ask for access, or copy it to a folder of yours.
error-read = { $file } could not be read to its end
error-read-help = Check the disk or the network drive, then open the file again.
error-empty-file = { $file } is empty
error-empty-file-help = Ask for the file again.
error-too-large = { $file } is too large to be read safely
error-too-large-help = Check that this is the right file.
error-not-model = { $file } is not a credit-scoring model that this program reads
error-not-model-help = Expected: a LightGBM text model, a bundle, or a pickled or joblib LightGBM model.
error-model-kind = This kind of model is not supported
error-model-kind-help = The program reads LightGBM models that predict yes or no.
error-model-damaged = The model { $file } is damaged
error-model-damaged-help = Ask whoever made it for the file again. Nothing was scored with it.
error-model-wrapped = This file holds a model inside another one
error-model-wrapped-help = Scoring the inner model alone would give wrong risks. Ask for the LightGBM model itself.
error-model-unsafe = This file asks to run a program
error-model-unsafe-help = Nothing was run. Ask for the model as a LightGBM text file.
error-bundle-changed = { $file } is not the file that the bundle describes
error-bundle-changed-help = Its fingerprint differs: the bundle was changed after it was made. Ask for it again.
error-bundle = The bundle { $file } cannot be used
error-bundle-help = It needs a model.txt; its other files must be whole.
error-dictionary = The dictionary of the model cannot be read
error-dictionary-help = Correct the line that is named, then open the model again.
error-not-base = { $file } is not a client base that this program reads
error-not-base-help = Expected: CSV (also .zip or .gz) or Parquet, one row a client.
error-missing-features =
    { $count ->
        [one] The base lacks { $count } feature that the model reads
       *[other] The base lacks { $count } features that the model reads
    }
error-missing-features-help = Add these columns, or open first the model that goes with this base.
error-missing-features-list = Missing: { $names }
error-duplicate-headers = Two columns of the base have the same name
error-duplicate-headers-help = Rename one of them: the model would not know which to read.
error-short-rows = Some rows of the base do not have as many cells as the header
error-short-rows-help = Correct the rows that are named. Nothing is filled in by guessing.
error-encoding = The letters of { $file } cannot be read
error-encoding-help = Save it as UTF-8 or Windows-1252, then open it again.
error-cell = A cell of the base is not what its column needs
error-cell-help = Correct the row that is named, then open the base again.
error-id-column = The identifier column was not found
error-id-column-help = Name that column ID in the base, or start the program with --id-column and its name.
error-missing-ids = Some clients of the base have no identifier
error-missing-ids-help = Complete the rows that are named, then open the base again.
error-empty-base = The base has no client
error-empty-base-help = Check that this is the right file.
error-archive = The archive { $file } cannot be opened
error-archive-help = It must hold one table. Unpack it and open the table itself.
error-memory = There is not enough memory for this base
error-memory-help = Close other programs, or open a base with fewer columns.
error-not-kept = This base is too large for the memory and could not be kept on the disk
error-not-kept-help = Free space on the disk, or choose another folder for kept bases in the settings.
error-settings-save = The settings could not be saved
error-settings-save-help = They hold until you close the program.
error-dialog = The system’s file window could not be shown
error-dialog-help = Type the path, or drop the file on the window.
error-cancelled = Cancelled
error-cancelled-help = Nothing was changed.
error-worker = The background work stopped unexpectedly
error-worker-help = What is on screen stays right. Restart the program to go on.
error-graphics = No window can be shown on this computer
error-graphics-help = Score from a terminal instead: clairscore score --id 42

## Where a base is at fault

detail-duplicate-columns = Repeated names: { $names }.
detail-row-lengths =
    { $count ->
        [one] { $count } cell expected in each row; line (cells found): { $lines }.
       *[other] { $count } cells expected in each row; line (cells found): { $lines }.
    }
detail-cells =
    { $count ->
        [one] Column { $column }: { $count } cell is not a number that can be used, { $places }.
       *[other] Column { $column }: { $count } cells are not numbers that can be used, { $places }.
    }
detail-missing-ids = Column { $column }, { $places }.
detail-columns = Columns of the base: { $names }.
detail-nul = Line { $line } holds a NUL character: the file is damaged or is not text.
detail-unclosed-quote = A quote opens in column { $column } at line { $line } and nothing closes it.
detail-lines =
    { $count ->
        [one] line { $places }
       *[other] lines { $places }
    }
detail-rows =
    { $count ->
        [one] row { $places }
       *[other] rows { $places }
    }

## Warnings and notes

notice-info = information
notice-warning = warning
notice-error = not done
notice-dismiss = Put this notice away
notice-no-threshold = This model has no threshold: 50% is shown, set one on the Model page.
notice-never-missing-several =
    { $count ->
        [one] { $count } value is not given, and the model has never seen it missing: it is read as 0 ({ $labels }).
       *[other] { $count } values are not given, and the model has never seen them missing: they are read as 0 ({ $labels }).
    }
notice-no-names = This model does not name its features: columns are matched by their position. Check that the order is right.
notice-base-title = Good to know about this base
notice-not-kept = The base could not be kept on this computer, in { $folder }: it will be read from its file again the next time.
notice-not-utf8 = The text is not UTF-8: it was read as Windows-1252. Check that accented letters look right.
notice-clients-numbered = No column identifies the clients: they bear the number of their row.
notice-id-column = The column “{ $column }” identifies the clients: it is the first whose values all differ. Check that it is the right one.
notice-model-title = Good to know about this model
notice-positive-class = The model predicts the probability of “{ $label }”.
notice-calibration-not-given = Its card names a calibration ({ $name }) but does not hold it: the probabilities are the trees’ own.
notice-from-pickle = The model’s text was taken out of a pickle file ({ $class }) without running anything.
notice-no-dictionary = No dictionary comes with this model: features keep their technical names.
notice-dictionary-partial =
    { $count ->
        [one] { $count } feature has no plain name in the dictionary.
       *[other] { $count } features have no plain name in the dictionary.
    }
notice-no-card = No card comes with this model: nothing is known about who made it, or how good it is.
notice-id-is-feature = The model reads the identifier ({ $column }) as if it said something about the client. Its risks depend on it.
notice-unseen-categories =
    { $count ->
        [one] { $label }: { $count } client has a value that the model has never seen; it is scored as not given.
       *[other] { $label }: { $count } clients have values that the model has never seen; they are scored as not given.
    }
notice-never-missing = { $label } is not given, and the model has never seen it missing: it is scored as if it were 0.
notice-duplicate-ids =
    { $count ->
        [one] { $count } identifier stands on several rows: { $ids }.
       *[other] { $count } identifiers stand on several rows: { $ids }.
    }
notice-scores-differ = The two engines disagree: do not rely on these scores.
notice-trees-limited = { $used } of { $total } trees are used, as the file asks.
notice-additivity = The reasons of this client do not add up to the score (difference { $difference }): do not rely on them.

## Settings and help

help-title = Help
help-shortcuts-title = Keyboard
help-shortcut-search = Find a client
help-shortcut-up-down = Previous or next client of the list
help-shortcut-enter = Show the first client found
help-shortcut-escape = Close, or clear the search
help-shortcut-open = Open a file
help-shortcut-tabs = Client, Population, Model
help-shortcut-zoom = Larger, smaller, normal size
help-shortcut-theme = Light or dark
help-shortcut-language = French or English
help-shortcut-help = This help
help-shortcut-tab = Next field or button
help-shortcut-page = One page up or down in a list
help-shortcut-home-end = First or last client of the list
key-ctrl = Ctrl
key-enter = Enter
key-escape = Esc
key-arrows = ↑ ↓
key-tab = Tab
key-page = Page Up, Page Down
key-home-end = Home, End
help-reading-title = How to read this
help-reading-odds = A factor of × 2 doubles the odds of default; × 0.5 halves them. At low risk, it multiplies the risk itself by about as much.
help-reading-missing = “Not given” is information for the model: nothing is filled in.
help-reading-advice = The model advises; a person decides.
help-about-title = About
help-about-version = Clairscore { $version }
help-about-private = Everything is computed on this computer. The program opens no network connection.
help-about-licence = Licence: MIT or Apache-2.0, at your choice.
help-about-data = Demo data: Default of Credit Card Clients, I-Cheng Yeh (2009), UCI Machine Learning Repository, doi 10.24432/C55S3H, licence CC BY 4.0.
help-about-font = Font: Inter, SIL Open Font License 1.1.
help-about-engine = Models: LightGBM (MIT licence) trains, and gives the second opinion.
help-close = Close

## Common

common-delete = Delete
common-hide-table = Hide the table
common-unknown = unknown
common-colon = { $label }: { $value }

## One client on a sheet of paper

page-kind = A credit score, explained
page-gauge = Risk gauge
page-comparisons = Where this client stands
page-data = Data behind these reasons
page-origin = Where this page comes from
page-model = Model
page-base = Client base
page-program = Program
page-date = Date
page-private = This page holds personal data: treat it as the client’s file.

## LIME, the second method

lime-method = LIME, an approximate method: { $samples } clients drawn around this one, seed { $seed }
lime-fit = Local fit (R²): { $fit }, where 1 means that a straight line says all that the model does around this client.
lime-fit-none = Local fit (R²): none, since the model says the same about every client drawn.
lime-raises = + { $label }: { $value } – about { $points } points of risk more
lime-lowers = − { $label }: { $value } – about { $points } points of risk less
lime-agreement =
    { $shared ->
        [one] Held against the exact reasons: { $shared } of the { $of } strongest factors in common; rank correlation { $correlation }.
       *[other] Held against the exact reasons: { $shared } of the { $of } strongest factors in common; rank correlation { $correlation }.
    }
lime-caution = Another seed draws other clients and gives other figures; the exact reasons never change.

## Terminal

cli-reasons = Reasons, the strongest first
cli-reference-work = Preparing whom the client is measured against
cli-explain-work = Explaining all clients
cli-explain-written = { $clients } clients explained: { $path }
cli-no-display = No display on this machine: the window cannot open. Score from the terminal instead: clairscore score --id 42

## Preparing features (terminal)

prepare-work = Preparing
prepare-made =
    { $clients ->
        [one] { $clients } client, { $columns } columns (recipe { $recipe }): { $place }
       *[other] { $clients } clients, { $columns } columns (recipe { $recipe }): { $place }
    }
prepare-dictionary = The plain words for the columns: { $place }
prepare-labelled =
    { $count ->
        [one] The outcome of { $count } client is known.
       *[other] The outcome of { $count } clients is known.
    }
prepare-left-out =
    { $count ->
        [one] { $count } applicant whose gender is not available (XNA) was left out.
       *[other] { $count } applicants whose gender is not available (XNA) were left out.
    }
prepare-no-neighbours = WARNING: nobody has a known outcome, so the default rate of the neighbours is missing for everybody. Give the table that the model was trained on with --neighbours.
prepare-tables = Read
prepare-rows =
    { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }
prepare-strays =
    { $count ->
        [one] , { $count } of them of nobody among the applicants
       *[other] , { $count } of them of nobody among the applicants
    }
prepare-missing = WARNING: there is no table { $table }; these columns are absent: { $columns }
prepare-infinite = Divisions by zero, whose infinite result became missing
prepare-infinite-column =
    { $count ->
        [one] { $column }: { $count } client
       *[other] { $column }: { $count } clients
    }
prepare-unseen = WARNING: categories that the bundle does not know are in no column
prepare-unseen-column =
    { $count ->
        [one] { $column }: { $count } row
       *[other] { $column }: { $count } rows
    }
prepare-notes = Noticed while reading

## Tables that describe clients

table-list-title = Tables added to this base
table-describes =
    { $count ->
        [one] describes { $matched } of { $count } client
       *[other] describes { $matched } of { $count } clients
    }
error-table-no-base = There is no client base to add a table to
error-table-no-base-help = Open a client base first.
error-table-duplicates = The table { $file } has several rows for one client
error-table-duplicates-help = Keep one row a client: nobody can tell which one describes the client.
detail-table-duplicates =
    { $count ->
        [one] { $count } identifier of column { $column } stands on { $rows } rows.
       *[other] { $count } identifiers of column { $column } stand on { $rows } rows.
    }
error-table-nothing = The table { $file } describes none of the clients
error-table-nothing-help = Check that both files write identifiers in the same way, and that the identifier column has the same name.
detail-table-nothing = Column { $table } of the table was held against column { $base } of the base.

## Kept copies of client bases

kept-title = Kept copies of client bases on this computer
kept-open = Kept copies of client bases…
kept-intro = A large base is read once, and all its clients are explained once; the copies open at once the next time. Only your account can read them.
kept-switch = Keep copies of large bases
kept-off-hint = Without a copy, a large base is read again every time, and must fit into the memory.
kept-none = No copy is kept.
kept-total =
    { $count ->
        [one] { $count } copy, { $size }
       *[other] { $count } copies, { $size } in all
    }
kept-columns =
    { $count ->
        [one] { $count } column
       *[other] { $count } columns
    }
kept-used-today = used today
kept-used =
    { $days ->
        [one] used { $days } day ago
       *[other] used { $days } days ago
    }
kept-contributions = { $base }: reasons of all clients ({ $model })
kept-unreadable = A copy that this version cannot read
kept-remove = Remove
kept-remove-name = Remove { $name }
kept-remove-all = Remove all copies
kept-in-use =
    { $count ->
        [one] { $count } copy is in use and stays for now.
       *[other] { $count } copies are in use and stay for now.
    }
status-kept = Looking through the kept copies
store-fault = The kept copy of the base changed while it was open
store-fault-reads-again = What was on screen is dropped, and the base is read again from its source.
store-fault-open-again = It happened twice: check the disk, then open the base again.
size-kilobytes = { $number } kB
size-megabytes = { $number } MB
size-gigabytes = { $number } GB
cli-synth-table = { $file }: { $rows } rows, { $bytes } bytes

## The contributions of all clients: what stands in place of what is made of them

everybody-computing = All clients are being explained. What is made of it appears here; the rest of the window goes on.
everybody-stopped = The explanation of all clients was stopped.
everybody-no-room = The contributions of all clients do not fit on the disk
everybody-no-room-help = They take { $size } in { $folder }. Make room there, then try again; all that concerns one client works without them.
everybody-failed = The contributions of all clients could not be read from the disk
everybody-failed-help = The disk may be failing. All that concerns one client works without them.
everybody-again = Explain all clients
status-contributions = Explaining all clients

## Look-alikes by reason

compare-look-alikes = Look-alikes
look-alikes-looking = Looking for the clients with the closest reasons.
look-alikes-too-many = Look-alikes are looked for in bases of up to { $limit } clients.
look-alikes-nobody = There is nobody to be compared with.
look-alikes-sentence =
    { $count ->
        [one] The client with the closest reasons: { $repaid } of { $count } repaid.
       *[other] Of the { $count } clients with the closest reasons, { $repaid } repaid: { $share } (95% interval: { $low } to { $high }).
    }
look-alikes-unknown =
    { $count ->
        [one] This is the client with the closest reasons. What became of the credit is not known.
       *[other] These are the { $count } clients with the closest reasons. What became of their credits is not known.
    }
look-alikes-meaning = Closest are those whose values count alike for the score.
look-alikes-unseen-only = Only clients whom the model never saw are counted.
look-alikes-perhaps-seen = The model may have learnt from some of them.
look-alikes-repaid = The closest who repaid
look-alikes-defaulted = The closest who defaulted
look-alikes-nearest = The closest
look-alikes-no-difference = No value that counts differs.
look-alikes-column-factor = Difference
look-alikes-column-own = This client
look-alikes-list =
    { $count ->
        [one] The look-alike
       *[other] The { $count } look-alikes
    }
look-alike-show = Show client { $id }
look-alike-risk = risk { $risk }
look-alike-repaid = repaid
look-alike-defaulted = defaulted

## Whom the reasons are measured against; the second method in the window

reasons-against = Measured against
reasons-against-average = Average client
reasons-against-just-accepted = Just accepted
reasons-against-group = The group
reasons-reference-nobody = Nobody is just accepted at this threshold, or belongs to the group.
reasons-reference-refused = This model does not allow it ({ $reason }).
reasons-reference-applicants-hint = Each reason says how far this client’s value moves the risk away from that of these clients. Put together, the reasons lead from their average score to this client’s.
reasons-sum = Their typical risk is { $from }. All reasons together (odds { $factor }) lead from it to { $to }, the risk of this client.
lime-title = For experts: a second method
lime-note = LIME, approximate
lime-drawing = Clients are being drawn around this one.
lime-column-points = Points of risk
lime-points-more = + { $points } more
lime-points-less = − { $points } less

## Training and measuring, in the terminal

train-part-train = training
train-part-validation = validation
train-part-hold-out = hold-out
train-part-size =
    { $clients ->
        [one] { $clients } client
       *[other] { $clients } clients
    }, of whom { $defaults } defaulted ({ $rate }).
train-column-clients = clients
train-column-defaults = defaults
train-column-rate = default rate
train-column-from = from
train-column-to = to
train-column-repaid = repaid
train-column-defaulted = defaulted
train-column-promised = announced
train-column-observed = observed
train-column-accepted = accepted
train-column-accepted-of-repaid = accepted of those who repaid
train-column-auc = AUC
train-column-average-precision = average precision
train-column-brier = Brier
train-column-calibration-error = gap announced/observed
train-column-cost = cost per client
train-column-seconds = seconds
train-column-learnt = learnt from
train-column-trees = trees
train-column-threshold = threshold
train-column-loss = loss per client
train-column-fold = fold
train-column-trial = trial
train-column-learning-rate = step
train-column-leaves = leaves
train-column-leaf-clients = clients per leaf
train-column-features = features per tree
train-column-clients-a-tree = clients per tree
train-column-l2 = L2 penalty
train-row-accepted = accepted
train-row-refused = refused
train-base-sha256 = SHA-256 of the base
train-interval = { $value } ({ $low } to { $high })
train-shape = { $features } features, { $trees } trees, { $leaves } leaves.
train-left-out = Left out: “{ $column }” holds words that clients hardly share.
train-row-number = Left out: “{ $column }” is the number of a client’s row in the table that the features were prepared from, and says nothing about the client. Ask for it with --features if it is wanted.
train-suspected-leak = SUSPECTED LEAK: “{ $feature }” alone has an AUC of { $auc }, above { $limit }. Is it known on the day of the decision? If not, leave it out with --exclude.
train-suspect-auc = SUSPECT: an AUC of { $auc } is above { $limit }, which no honest model of these data has reached. Look for a column that knows the answer.
train-threshold-title = Threshold { $threshold }
train-threshold-by-cost = It costs least on the validation clients when an accepted default costs { $ratio } refused clients who would have repaid. Exact probabilities would put it at { $ideal }.
train-threshold-by-f-beta = It gives the best F-beta on the validation clients, { $value }, with beta = { $beta }: catching a default counts so many times as much as sparing somebody else.
train-threshold-by-amounts = It loses least money on the validation clients when a default loses { $lost } of “{ $column }” and a repaid credit earns { $earned } of it.
train-threshold-flat = From { $from } to { $to } the loss is at most 1% higher.
train-threshold-interval = With other clients of the same kind it would lie from { $low } to { $high } (95% interval).
train-money = On the hold-out clients { $loss } is lost per client ({ $low } to { $high }), against { $without } without a model.
train-hold-out-title = On the hold-out clients, on whom nothing was chosen (95% intervals)
train-validation-auc = On the validation clients, which flatters: AUC { $auc }.
train-confusion-title = What the threshold does
train-cost-without-model = Accepting or refusing everybody would cost { $cost } per client.
train-calibration-title = Announced and observed risk, in ten groups
train-calibration-none = Probabilities are the trees’ own.
train-calibration-platt = Probabilities are calibrated (Platt): the odds to the power { $slope }, with { $intercept } added to their logarithm.
train-calibration-isotonic = Probabilities are calibrated along a rising line through { $points } points (isotonic).
train-calibration-before = Mean gap between announced and observed risk: { $before } before, { $after } after.
train-groups-title = Hold-out clients by { $column }
train-groups-small = Groups of fewer than { $count } clients are not shown on their own.
train-group-missing = not given
train-group-rare = rare values
train-rivals-title = Beside simple models, on the hold-out clients
train-rival-constant = the same risk for everybody
train-rival-logistic = logistic regression
train-rival-trees = trees
train-balanced-title = Ways of treating rare defaults, on the hold-out clients
train-balanced-own = { $way }
train-balanced-calibrated = { $way }, calibrated ({ $method })
train-balanced-note = Every way learns from the same clients and is measured on the same ones, as they are.
train-way-none = as they are
train-way-weights = weights
train-way-smote = made-up defaults (SMOTE)
train-folds-title = Cross-validation within the training clients
train-folds = { $count } folds: mean AUC { $mean }, standard deviation { $deviation }. Each was also used to choose the number of trees, which flatters a little.
train-trials-title = Search for options
train-trials =
    { $count ->
        [one] { $count } trial
       *[other] { $count } trials
    } on the validation clients, { $given_up } given up early. The best is the one that was kept.
train-trial-given-up = { $auc } (given up)
train-limits-title = Limits
train-limits-refused = Clients who were refused are not in the data: the model says nothing reliable about them.
train-limits-association = Reasons are associations in these data, not causes.
train-limits-person = The model advises; a person decides.
train-rebuild-title = Make it again, to the byte
train-written = Written: { $place }
train-run-kept = Run kept: { $name }
train-stage-reading = Reading the base…
train-stage-leaks = Looking at each column alone…
train-stage-searching = Searching for options…
train-stage-folds = Cross-validating…
train-stage-growing = Growing trees…
train-stage-imbalance = Comparing ways of treating rare defaults…
train-stage-baselines = Training simple models…
train-stage-measuring = Measuring…
train-stage-reference = Measuring how far each feature reaches…
train-progress-of = { $done } of { $of }
train-bad-end = The training did not come to its end: { $what }. Nothing was written.
train-end-killed = the system or somebody stopped its process (signal 9), often because memory ran out
train-end-signal = its process crashed (signal { $signal })
train-end-code = its process ended with code { $code }
evaluate-title = { $model } on { $base }
evaluate-threshold = Threshold: { $threshold }.
evaluate-metrics-title = Measures (95% intervals)
evaluate-seen = The model learnt from clients of this very base: the figures flatter. Measure those that it never saw with --part hold-out.
runs-none = No run is kept in { $folder }.
runs-column-run = run
runs-column-name = model
runs-same-title = The same everywhere
