# Les fautes, en français.


## Pieces of faults

fault-in-file = { $fault } : { $file }
fault-in-file-before = { $file } : { $fault }
fault-quoted = « { $name } »
fault-and-more =
    { $more ->
        [one] { $names } et { $more } autre
       *[other] { $names } et { $more } autres
    }
fault-with-more =
    { $more ->
        [one] { $names } (et { $more } autre)
       *[other] { $names } (et { $more } autres)
    }
fault-lines =
    { $count ->
        [one] ligne { $places }
       *[other] lignes { $places }
    }
fault-rows =
    { $count ->
        [one] rang { $places }
       *[other] rangs { $places }
    }
fault-cancelled = annulé
# $detail is in English: what another program, or the layer that reads a format, says for engineers.
fault-technical = détail technique, en anglais : « { $detail } »

## What the system refuses; $system is its own sentence in English, and in French its number, if any

system-not-found = fichier ou dossier introuvable{ $system }
system-permission = accès refusé{ $system }
system-exists = il existe déjà{ $system }
system-full = plus de place sur le disque{ $system }
system-quota = le quota de disque est atteint{ $system }
system-read-only = disque protégé contre l’écriture{ $system }
system-not-folder = ce n’est pas un dossier{ $system }
system-is-folder = c’est un dossier{ $system }
system-too-large = fichier trop gros pour ce disque{ $system }
system-interrupted = opération interrompue ou trop longue{ $system }
system-broken = contenu coupé ou illisible{ $system }
system-memory = mémoire insuffisante{ $system }
system-busy = fichier utilisé par un autre programme{ $system }
system-network = le lecteur réseau ne répond plus{ $system }
system-not-text = ce n’est pas un texte en UTF-8{ $system }
system-other = le système le refuse{ $system }
system-number = , erreur système { $number }

## Files that are written

fault-write-exists = { $path } existe déjà : choisissez un autre nom, ou demandez de le remplacer
fault-write-occupied = { $path } ne peut pas être remplacé : { $reason } ; choisissez un autre nom
fault-write-failed = { $path } n’a pas été écrit, échec à l’étape « { $step } » : { $cause }

## Client bases

fault-base-cancelled = l’ouverture a été annulée
fault-base-unreadable = le fichier ne peut pas être lu ({ $cause })
fault-base-not-a-file = ce n’est ni un fichier ni un dossier : donnez un fichier CSV ou Parquet
fault-base-empty = le fichier est vide : attendu, un tableau avec un en-tête et une ligne par client
fault-base-no-clients = le tableau a des colonnes mais aucun client : attendu, une ligne par client
fault-base-other-kind = c’est { $kind }, pas un tableau : enregistrez-le en CSV ou en Parquet et ouvrez ce fichier-là
fault-kind-spreadsheet = un classeur de tableur
fault-kind-old-spreadsheet = un ancien classeur Excel
fault-kind-pdf = un document PDF
fault-kind-html = une page web
fault-kind-json = un fichier JSON
fault-kind-binary = un fichier d’un genre inconnu
fault-base-utf16 = le texte est en UTF-16 sans marque d’ordre des octets, ce qui se lit de deux façons : enregistrez-le en UTF-8
fault-base-encoding = le texte n’est pas en { $encoding } : enregistrez-le en UTF-8, ou nommez son codage
fault-base-nul = la ligne { $line } contient un caractère nul : le fichier est abîmé ou n’est pas un texte
fault-base-row-too-long = la ligne { $line } dépasse { $limit } octets : un guillemet y est-il resté ouvert ?
fault-base-unclosed-quote = un guillemet s’ouvre dans la colonne « { $column } » à la ligne { $line } et rien ne le ferme
fault-base-no-separator = le tableau n’a qu’une colonne : attendu, des cases séparées par une virgule, un point-virgule, une tabulation ou une barre verticale
fault-base-no-header = la première ligne ressemble à des données : attendu, une ligne qui nomme les colonnes
fault-base-duplicate-columns = { $names } : renommez ces colonnes ou retirez-les
fault-base-duplicate-column = le nom « { $name } » se trouve sur les colonnes { $positions }
fault-base-too-many-columns = le tableau a { $count } colonnes : { $limit } au plus sont lues
fault-base-too-many-rows = le tableau a plus de { $limit } lignes
fault-base-row-lengths = { $expected } cases attendues par ligne, mais { $lines }
fault-base-row-length = la ligne { $line } en a { $cells }
fault-base-cells =
    { $count ->
        [one] { $count } case de la donnée « { $column } » : { $fault } ({ $places })
       *[other] { $count } cases de la donnée « { $column } » : { $fault } ({ $places })
    }
fault-base-cells-more =
    { $more ->
        [one] et { $more } autre donnée
       *[other] et { $more } autres données
    }
fault-cell-not-a-number = ce n’est pas un nombre
fault-cell-infinite = infini ou trop grand
fault-cell-ambiguous = un millier ou une décimale, on ne peut pas le savoir
fault-cell-mixed-marks = des virgules et des points décimaux dans une même colonne
fault-base-no-such-column = il n’y a pas de colonne « { $name } » parmi { $columns }
fault-base-no-id-column = aucune colonne n’identifie les clients parmi { $columns } : nommez-en une (--id-column NOM)
fault-base-missing-ids = des clients sans identifiant dans la colonne « { $column } », { $places }
fault-base-ids-too-long = les identifiants de la colonne « { $column } » sont trop longs : est-ce la bonne colonne ?
fault-base-not-an-outcome = la colonne « { $column } » ne peut pas dire qui a fait défaut : attendu 1 pour un défaut et 0 sinon, et trouvé autre chose, { $places }
fault-base-damaged = le fichier est abîmé ou incomplet ({ $detail }) : recopiez-le ou exportez-le à nouveau
fault-base-part = morceau « { $part } » : { $detail }
fault-base-encrypted = le fichier est chiffré : ouvrez une copie qui ne l’est pas
fault-base-no-table-in-archive = l’archive ne contient aucun fichier CSV
fault-base-too-many-entries = l’archive contient { $count } fichiers : { $limit } au plus sont examinés
fault-base-inflates-too-far = décompressé, le fichier dépasse { $limit } octets ou { $ratio } fois sa taille : ce n’est pas un tableau honnête
fault-base-too-large = la base demande plus de { $limit } octets de mémoire : ne gardez que les colonnes que lit le modèle
fault-base-not-kept = la base n’a pas pu être conservée dans { $folder } ({ $reason }) et demande plus de { $limit } octets de mémoire : libérez-y environ { $needed } octets, ou choisissez un autre dossier (--store-dir DOSSIER)
fault-base-store-failed = la base n’a pas pu être conservée
fault-base-no-parts = le dossier ne contient aucun fichier Parquet
fault-base-parts-disagree = le morceau « { $part } » { $problem } la colonne « { $column } », que les autres morceaux { $others }
fault-base-column-type = la donnée « { $column } » est de type { $kind } : attendu, un nombre ou un mot par client
fault-base-changed = le fichier a changé pendant la lecture : rouvrez-le
fault-unknown-column = la base n’a pas de colonne « { $name } »

## Kept copies

fault-store = la copie conservée de la base { $cause } pendant qu’elle était ouverte : rouvrez la base : { $file }
fault-store-cut = a été coupée
fault-store-unreadable = n’a pas pu être lue ({ $cause })
fault-store-damaged = a été abîmée
fault-numbers-not-kept = { $size } Mo n’ont pas pu être conservés dans { $folder } ({ $reason }) : faites-y de la place, ou choisissez un autre dossier avec --store-dir
fault-reasons-not-kept = les { "contributions" } de tous les clients : { $cause }
fault-reasons-failed = la table des { "contributions" } de tous les clients { $cause } pendant qu’elle servait : { $file }
fault-reasons-not-written = les { "contributions" } n’ont pas été écrites : { $cause }
fault-not-written = { $path } n’a pas été écrit : { $cause }
fault-not-written-parquet = { $path } n’a pas été écrit en Parquet : { $cause }

## A model that meets a base

fault-bind-missing = il manque à la base { $count } des données que lit le modèle : { $names }
fault-bind-ambiguous = la donnée « { $feature } » pourrait être n’importe laquelle des colonnes { $columns }
fault-bind-width = le modèle ne nomme pas ses données et lit { $expected } colonnes, mais la base en a { $found } sans compter identifiants et résultats
fault-bind-words =
    { $clients ->
        [one] le modèle lit des nombres dans « { $column } », mais { $clients } client y a un mot
       *[other] le modèle lit des nombres dans « { $column } », mais { $clients } clients y ont des mots
    }
fault-join-duplicates =
    { $ids ->
        [one] { $ids } identifiant de la colonne « { $column } » figure sur plusieurs lignes ({ $rows } en tout), attendu, une ligne par client : { $table }
       *[other] { $ids } identifiants de la colonne « { $column } » figurent sur plusieurs lignes ({ $rows } en tout), attendu, une ligne par client : { $table }
    }
fault-join-nothing = aucun identifiant de la colonne « { $table_column } » n’est dans la base, colonne « { $base_column } » : les deux les écrivent-elles de la même façon, et est-ce la bonne colonne (--id-column NOM) ? { $table }
fault-reference-empty = la référence est vide : il faut au moins un demandeur à qui comparer
fault-reference-deep = l’arbre { $tree } interroge { $features } données différentes sur un même chemin : les raisons mesurées contre des demandeurs choisis en admettent { $most } au plus
fault-lime-nobody = il n’y a aucun client parmi lequel tirer
fault-lime-width = { $found } valeurs là où { $expected } étaient attendues
fault-width = une ligne de { $found } valeurs a été donnée à un modèle de { $expected } données

## Models that are not opened

fault-open-read = { $file } ne peut pas être lu : { $cause }
fault-open-too-large = { $file } dépasse { $limit } octets, ce qui n’arrive à aucun modèle
fault-open-empty = { $file } est vide : recopiez ou réenregistrez le modèle
fault-open-foreign = { $file } est { $what }, pas un modèle : { $advice }
fault-model-not-a-model = ce n’est pas un modèle LightGBM en texte : { $what }. Clairscore ouvre le texte qu’écrit save_model de LightGBM
fault-model-unsupported = { $what } : Clairscore lit les modèles de défaut à deux issues
fault-model-too-large = le modèle a { $bytes } octets, plus que les { $limit } que Clairscore ouvre
fault-model-damaged = { $place } : { $what }
fault-place-line = ligne { $line }
fault-place-tree = ligne { $line }, arbre { $tree }

## Bundles

fault-bundle-io = { $file } ne peut pas être lu : { $cause }
fault-bundle-no-model = il n’y a pas de model.txt dedans, { $found }
fault-bundle-too-large = { $file } dépasse { $limit } octets, ce qui n’arrive à aucun fichier d’un paquet
fault-bundle-zip = le fichier zip est abîmé ({ $cause }) : recopiez-le
fault-bundle-encrypted = { $file } est chiffré dans le fichier zip : décompressez-le avec son mot de passe, et ouvrez le dossier
fault-bundle-unsafe-name = le fichier zip contient le nom dangereux « { $name } » : il ne vient pas d’un programme honnête
fault-bundle-duplicate-names = le fichier zip contient deux fichiers du même nom : refaites l’archive
fault-bundle-too-many-files = il contient plus de { $limit } fichiers : un paquet a model.txt et quelques fichiers à côté
fault-bundle-card = card.toml, { $problem }
fault-bundle-dictionary = dictionary.csv, { $problem }
fault-bundle-changed = { $file } n’est pas celui que la fiche décrit : son SHA-256 est { $found }, card.toml dit { $expected }. Le paquet a été modifié ou abîmé : redemandez-le
fault-bundle-missing = card.toml décrit { $file }, qui n’est pas dans le paquet : demandez le paquet entier
fault-card-line = ligne { $line } : { $problem }
fault-card-key = « { $key } » : { $problem }
fault-dictionary-line = ligne { $line } : { $problem }
fault-dictionary-column = ligne { $line }, colonne { $column } : { $problem }
fault-calibration = le calibrage { $problem }

## Pickles

fault-pickle-advice = Si vous faites confiance à ce fichier, enregistrez le modèle seul depuis Python, avec `{ "model.booster_.save_model" }("model.txt")` ou, pour un { "Booster" }, `model.save_model`, et ouvrez ce texte
fault-pickle-too-large = le pickle dépasse { $limit } octets : enregistrez le modèle seul avec `{ "booster" }.save_model("model.txt")` et ouvrez ce fichier
fault-pickle-truncated = le pickle s’arrête trop tôt, à l’octet { $offset } : il a été coupé, recopiez-le ou réenregistrez-le
fault-pickle-trailing = quelque chose suit le premier objet du pickle, à l’octet { $offset } : cela peut changer les scores, et le modèle seul n’est donc pas utilisé. { $advice }
fault-pickle-instruction = le pickle contient { $instruction } à l’octet { $offset }, dont aucun modèle LightGBM n’a besoin. { $advice }
fault-pickle-damaged = le pickle est abîmé à l’octet { $offset } : { $problem }
fault-pickle-too-many = le pickle contient plus de { $limit } { $what }, dont aucun modèle LightGBM n’a besoin. { $advice }
fault-pickle-class = le pickle contient « { $name } » : { $explanation }
fault-pickle-no-model = le pickle contient { $found } et aucun modèle : attendu, un LGBMClassifier, un { "Booster" }, ou un dictionnaire, une liste ou un n-uplet qui en contient exactement un
fault-pickle-several = le pickle contient { $count } modèles : un seul donnerait d’autres scores. { $advice }
fault-pickle-not-fitted = le { $class } du pickle n’a jamais été entraîné : appelez `fit` avant de l’enregistrer
fault-pickle-classes = le LGBMClassifier du pickle a { $found }, deux classes attendues
fault-pickle-parameter = le LGBMClassifier du pickle a été fait avec `{ $parameter }`, et ses scores ne sont donc pas ceux de ses seuls arbres. { $advice }
fault-pickle-text = le texte du modèle dans le pickle n’est pas en UTF-8 : le fichier est abîmé, réenregistrez-le
fault-pickle-compression = la compression { $format } est abîmée ({ $cause }) : recopiez ou réenregistrez le fichier
fault-pickle-unknown-compression = le fichier est compressé avec { $format }, que ce programme ne lit pas : réenregistrez-le avec `joblib.dump(model, "model.joblib", compress=3)`
fault-pickle-bomb = décompressé ({ $format }), le fichier dépasse { $limit } octets, dont aucun modèle n’a besoin
fault-pickle-wrapper = ce qu’il fait autour du modèle ne peut pas être refait ici, et le modèle seul donnerait d’autres scores. { $advice }
fault-pickle-other-task = il ne prédit pas l’une de deux classes : attendu, un LGBMClassifier à deux classes, ou un { "Booster" } d’objectif binaire
fault-pickle-other-library = c’est le modèle d’une autre bibliothèque : ce programme lit les modèles LightGBM
fault-pickle-dangerous = ouvert dans Python, ce fichier l’exécuterait. Rien n’a été exécuté ici. N’ouvrez pas ce fichier dans Python, et interrogez qui l’a envoyé
fault-pickle-old-joblib = il a été écrit par un joblib d’avant 0.10 : chargez-le là-bas et réenregistrez-le avec un joblib plus récent
fault-pickle-private = seul le programme qui a écrit le fichier l’a (une fonction à lui comme objectif, peut-être), et les scores ne peuvent donc pas être refaits. { $advice }
fault-pickle-table = des données à côté du modèle ne sont pas lues. { $advice }
fault-pickle-unknown = il n’est pas parmi les classes dont un modèle LightGBM a besoin. { $advice }

## Preparing features

fault-prepare-folder = le dossier des tables brutes ne peut pas être lu ({ $cause }) : { $folder }
fault-prepare-missing-table = il manque une table dans ce dossier : attendu { $files } : { $folder }
fault-prepare-missing-tables = il manque des tables dans ce dossier : attendu { $files } : { $folder }
fault-prepare-expected-file = { $stem }.csv (ou .zip, .gz, .parquet)
fault-prepare-no-application = il n’y a ni application_train ni application_test dans ce dossier (.csv, .csv.zip, .csv.gz ou .parquet) : { $folder }
fault-prepare-two-files = la table « { $table } » s’y trouve deux fois : retirez { $first } ou { $second }
fault-prepare-unreadable = table « { $table } » : { $cause }
fault-prepare-missing-columns = la table « { $table } » n’a pas de colonne { $columns } : { $file }
fault-prepare-missing-columns-swapped = la table « { $table } » n’a pas de colonne { $columns } mais toutes celles de « { $other } » : les deux fichiers sont-ils échangés ? { $file }
fault-prepare-swapped = la table « { $table } » contient la colonne « { $column } », qui est de la table « { $other } » : les deux fichiers sont-ils échangés ? { $file }
fault-prepare-bad-keys = table « { $table } », colonne « { $column } » : attendu, un nombre entier qui identifie, et il n’y en a pas, { $places } : { $file }
fault-prepare-duplicate-keys = table « { $table } » : les identifiants de « { $column } » doivent différer, et { $count } y figurent une fois de plus : { $places }
fault-prepare-duplicate-keys-two = tables « { $other } » et « { $table } » : les identifiants de « { $column } » doivent différer, et { $count } y figurent une fois de plus : { $places }
fault-prepare-bad-outcome = table « { $table } », colonne « { $column } » : attendu 1 pour un défaut et 0 sinon, et trouvé autre chose, { $places } : { $file }
fault-prepare-constant-outcome = table « { $table } », colonne « { $column } » : tous les clients ont le même résultat, et rien ne peut s’en apprendre : attendu, des 0 et des 1 : { $file }
fault-prepare-nothing-matches = table « { $table } » : aucune de ses { $rows } lignes n’a un « { $column } » de la table « { $other } » : les deux tables sont-elles des mêmes clients ? { $file }
fault-prepare-nobody-left = il ne reste aucun demandeur : le genre de tous est XNA, que la recette écarte
fault-prepare-too-many-categories = table « { $table } », colonne « { $column } » : { $count } mots différents, { $limit } au plus peuvent être des catégories : est-ce la bonne colonne ?
fault-prepare-not-two-valued = table « { $table } », colonne « { $column } » : attendu, deux mots différents, qui deviennent 0 et 1, et trouvé { $count }
fault-prepare-same-name = « { $first } » et « { $second } » deviennent la même colonne, car LightGBM écrit _ pour les blancs et { $signs } : renommez l’une des catégories
fault-prepare-dictionary = le dictionnaire ne peut pas être écrit : { $problem }
fault-prepare-polars = les variables ne peuvent pas être calculées ({ $detail }) : signalez-le avec la commande
fault-prepare-cancelled = la préparation a été annulée
fault-preparation-not-understood = ce qu’il dit de sa préparation n’est pas compris ({ $detail })
fault-preparation-too-many = ce qu’il dit de sa préparation énumère trop de catégories
fault-preparation-absent = il ne dit pas comment sa table a été préparée : donnez un paquet entraîné sur une table de `clairscore prepare`, ou cette table elle-même
fault-preparation-bundle = ce n’est pas un paquet : { $cause }
fault-preparation-table = ce n’est ni un paquet ni une table de variables : { $cause }
fault-preparation-io = il ne peut pas être lu : { $cause }
fault-preparation-format = sa préparation est de la forme { $found }, ce programme connaît la forme { $known }
fault-neighbours-column = il n’a pas de colonne « { $column } » : donnez une table de `--recipe extended`

## Training and measuring

fault-option = { $option } vaut { $value } : attendu { $expected }
fault-split-shares = impossible de garder { $validation } des clients pour la validation et { $hold_out } pour la réserve : attendu, deux parts au-dessus de 0 dont la somme est inférieure à 1
fault-split-one-outcome =
    la part « { $part } » aurait { $defaults ->
        [one] { $defaults } défaut
       *[other] { $defaults } défauts
    } parmi { $clients ->
        [one] { $clients } client
       *[other] { $clients } clients
    } : il faut dans chaque part des clients qui ont fait défaut et des clients qui ont remboursé
fault-train-unknown-column = la base n’a pas de colonne « { $column } », que nomme { $wanted_for } : ses colonnes sont { $columns }
fault-train-no-outcome = la colonne « { $column } » ne dit d’aucun client s’il a fait défaut : attendu, des 0 et des 1
fault-train-like-id = la variable « { $feature } » porte le nom de la colonne des identifiants, « { $id_column } » : un modèle qui la lit apprend qui sont les clients, pas ce qu’ils font ; écartez-la avec --exclude
fault-train-special = « { $feature } » ne peut pas être une variable : c’est la colonne { $role }
fault-train-too-many-words = la variable « { $feature } » contient { $count } mots différents : un modèle n’apprend rien d’un si grand nombre ; regroupez-les, ou écartez la colonne
fault-train-direction-of-words = « { $column } » contient des mots, qui ne croissent ni ne décroissent : retirez-la de --rising et de --falling
fault-train-no-amount = rang { $row } de la base : la colonne « { $column } » ne contient pas de montant, et chaque client doit en avoir un, 0 ou plus, quand le seuil découle des montants
fault-train-no-features = il ne reste aucune colonne dont apprendre
fault-train-same-name = « { $first } » et « { $second } » deviennent le même nom dans un modèle LightGBM, où les blancs et { $signs } s’écrivent _ : renommez l’une des deux
fault-train-direction-of-none = « { $column } » devrait { $direction } le risque, mais n’est pas une variable de ce modèle
fault-train-two-directions = « { $column } » devrait à la fois augmenter et diminuer le risque
fault-train-unknown-part = rang { $row } de la base : la colonne « { $column } » ne contient ni « train », ni « validation », ni « hold-out »
fault-train-split-taken = la base a déjà une colonne « { $column } » : entraînez d’après elle avec --split-column { $column }, ou retirez-la
fault-train-lightgbm = LightGBM n’a pas pu entraîner le modèle : { $cause }
fault-train-model = LightGBM a écrit un modèle inutilisable : { $cause }
fault-train-ranking = le modèle ne peut pas être mesuré : { $cause }
fault-train-no-threshold = aucun seuil ne peut être choisi : le modèle ne donne pas de probabilités
fault-train-parquet = impossible d’écrire la base en Parquet : { $detail }
fault-lightgbm-table = la table d’apprentissage est inutilisable : { $detail }
fault-ranking-not-a-number = un score n’est pas un nombre
fault-ranking-one-outcome =
    { $defaults ->
        [one] { $defaults } défaut
       *[other] { $defaults } défauts
    } parmi { $clients ->
        [one] { $clients } client
       *[other] { $clients } clients
    } : une mesure a besoin des deux résultats
fault-run-read = { $path } ne peut pas être lu : { $cause }
fault-run-not-a-record = { $path } n’est pas le compte rendu d’un entraînement : { $problem }
fault-cost-ratio = { $value } n’est pas un rapport de coûts : attendu, un nombre au-dessus de 0, comme 10
fault-probability = { $value } n’est pas entre 0 et 1
fault-synth-range = { $what } : attendu, un nombre entre { $least } et { $most }, et { $given } a été demandé
fault-prepare-allow-missing = { $files } ; ajoutez-les, ou continuez sans leurs colonnes avec --allow-missing
fault-range = { $least } à { $most }

## What the terminal itself refuses

refusal-where-without-group = --where va avec --reference group
refusal-where-form = --where { $text } : attendu, COLONNE=DE..À ou COLONNE=VALEUR,VALEUR avec une colonne de la base : { $base }
refusal-where-numbers = --where { $column }={ $values } : attendu, des nombres, comme 25..40 ou 1,2
refusal-replaces-input = le résultat remplacerait un fichier qui est lu : choisissez-lui un autre nom : { $path }
refusal-no-such-client = aucun client n’a l’identifiant { $id } dans la colonne « { $column } » : { $base }
refusal-several-clients = { $count } lignes portent l’identifiant { $id } dans la colonne « { $column } », une seule attendue : { $base }
refusal-no-folder = il n’y a pas de tel dossier où écrire : { $folder }
refusal-not-one-file = le résultat est un fichier Parquet, et ceci n’est pas un fichier : { $path }
refusal-nobody-just-accepted = personne n’est accepté de justesse à ce seuil : donnez un autre --threshold, ou une plus grande largeur
refusal-nobody-meets = aucun client ne remplit toutes les conditions de --where
refusal-no-outcome-column = aucune colonne ne dit qui a fait défaut : nommez-la avec { "--target" }
refusal-no-outcomes = la colonne « { $column } » ne dit d’aucun de ces clients s’il a fait défaut
refusal-no-column = la base n’a pas de colonne « { $column } »
refusal-exists = il y a déjà quelque chose : choisissez un autre nom, ou remplacez-le avec --replace
refusal-no-folder-into = il n’y a pas de tel dossier où écrire : créez-le d’abord
refusal-no-run = aucun entraînement ne s’appelle « { $name } » : { $folder }
refusal-several-runs = { $count } entraînements commencent ou finissent par « { $name } », donnez une plus grande part du nom : { $folder }
refusal-source-date = SOURCE_DATE_EPOCH n’est pas un nombre de secondes depuis 1970
refusal-lime-page = la page d’un client montre les raisons exactes : prenez --format text ou json avec --method lime
refusal-all-needs-file = les { "contributions" } de toute une base s’écrivent dans un fichier Parquet : nommez-le avec -o FICHIER.parquet
refusal-config-itself = « { $name } » ne peut pas se trouver dans un tel fichier
refusal-config-value = « { $name } » n’est ni un texte, ni un nombre, ni une date, ni oui ou non, ni une liste de textes
refusal-config-toml = ce n’est pas du TOML, détail technique, en anglais : « { $detail } »
refusal-output = impossible d’écrire sur la sortie standard : { $cause }

## What is said about a base, a model, or both

note-base-dialect = lu en { $encoding }, cases séparées par « { $separator } », décimales après « { $mark } »
note-base-not-utf8 = le texte n’est pas en UTF-8 et a été lu comme du Windows-1252 : vérifiez les accents
note-base-second-line = les colonnes sont nommées par la deuxième ligne ; la première a été laissée de côté
note-base-unnamed = une colonne sans nom s’appelle « { $name } »
note-base-blank-rows = les lignes sans aucune valeur ont été laissées de côté : { $places }
note-base-short-rows = lignes qui finissent trop tôt, dont les dernières cases manquent : { $places }
note-base-largest =
    { $count ->
        [one] l’archive contient plusieurs tableaux : « { $read } » a été lu, { $count } laissé de côté
       *[other] l’archive contient plusieurs tableaux : « { $read } » a été lu, { $count } laissés de côté
    }
note-base-parts = lu dans { $count } fichiers
note-base-parts-named = lu dans { $count } fichiers ; les noms des dossiers donnent { $columns }
note-base-id-column = « { $column } » identifie les clients ({ $reason })
note-base-numbered = les clients portent le numéro de leur ligne
note-base-duplicate-ids =
    { $ids ->
        [one] { $ids } identifiant figure sur plusieurs lignes ({ $rows } en tout) et ne peut pas être choisi : { $first }
       *[other] { $ids } identifiants figurent sur plusieurs lignes ({ $rows } en tout) et ne peuvent pas être choisis : { $first }
    }
note-base-decimal-ids =
    { $count ->
        [one] { $count } identifiant est écrit avec un point décimal et gardé ainsi
       *[other] { $count } identifiants sont écrits avec un point décimal et gardés ainsi
    }
note-base-rounded-ids =
    { $count ->
        [one] { $count } identifiant a été arrondi par un tableur (1.23E+14) : exportez-le en texte
       *[other] { $count } identifiants ont été arrondis par un tableur (1.23E+14) : exportez-les en texte
    }
note-base-outcome-column = « { $column } » dit qui a fait défaut ({ $reason })
note-base-outcome-unusable = « { $column } » contient autre chose que 0 et 1 et ne dit pas qui a fait défaut
note-base-large-numbers =
    { $count ->
        [one] { $count } nombre de « { $column } » dépasse 2^53 et perd ses derniers chiffres
       *[other] { $count } nombres de « { $column } » dépassent 2^53 et perdent leurs derniers chiffres
    }
note-base-infinite =
    { $count ->
        [one] { $count } nombre infini de « { $column } » est montré comme manquant
       *[other] { $count } nombres infinis de « { $column } » sont montrés comme manquants
    }
note-base-not-kept = la base n’a pas pu être conservée dans { $folder } ({ $reason })
note-base-not-read = « { $column } » est de type { $kind } et n’a pas été lue
note-choice-named = comme demandé
note-choice-suggested = comme le dit la fiche du modèle
note-choice-name = par son nom
note-choice-distinct = la première colonne qui diffère pour chaque client
note-model-no-threshold = il n’a pas de seuil à lui
note-model-no-names = ses données n’ont pas de nom : les colonnes sont associées par leur position
note-model-no-dictionary = il n’a pas de noms courants pour ses données
note-model-without-words =
    { $count ->
        [one] { $count } de ses données n’a pas de nom courant
       *[other] { $count } de ses données n’ont pas de nom courant
    }
note-model-no-card = il n’a pas de fiche : rien ne dit qui l’a fait
note-model-not-verified = sa fiche n’a pas le SHA-256 de model.txt
note-model-verified = ces fichiers sont ceux que sa fiche décrit : { $files }
note-model-not-covered = sa fiche ne dit rien de ces fichiers : { $files }
note-model-feature-count = sa fiche parle de { $card } données, il en a { $model }
note-model-calibration = sa fiche nomme un calibrage ({ $name }) et ne le contient pas : les probabilités sont celles des arbres eux-mêmes
note-model-dictionary-columns = colonnes inconnues de son dictionnaire : { $columns }
note-model-trees-used = { $used } de ses { $total } arbres sont utilisés, comme l’arrêt anticipé le demande
note-model-positive-class = il prédit la probabilité de « { $label } »
note-model-from-pickle = son texte a été extrait d’un pickle de { $class }, sans l’exécuter
note-model-besides = le fichier contient ceci à côté de lui : { $names }
note-bind-position = le modèle ne nomme pas ses données : ses { $features } données sont lues colonne par colonne
note-bind-id = le modèle lit l’identifiant « { $column } » lui-même : son score dépend d’un nombre qui ne dit rien du client
note-bind-categories =
    { $clients ->
        [one] { $clients } client est dans { $categories } catégorie de « { $feature } » que le modèle n’a jamais vue : elle est lue comme manquante
       *[other] { $clients } clients sont dans { $categories } catégories de « { $feature } » que le modèle n’a jamais vues : elles sont lues comme manquantes
    }
cli-warning = attention : { $message }
cli-about-model = à propos du modèle : { $note }
cli-about-base = à propos de la base : { $note }
cli-no-threshold = ce modèle n’a pas de seuil : { $threshold } est pris, donnez-en un avec --threshold
cli-partly-described = { $path } : { $matched } clients sur { $clients } sont décrits, les autres n’y ont pas de valeur

## Model text, as the layer below puts it

phrase-has-values-expected = { $first } a { $second } valeurs, { $third } attendues
phrase-has-a-name-of = { $first } contient { $second }, un nom de { $third } octets, { $fourth } au plus attendus
phrase-has-with-a-control = { $first } contient { $second }, avec un caractère de contrôle
phrase-of-has-category-code = { $first } : { $second } a deux fois le code de catégorie { $third }
phrase-of-has-category-code-1 = { $first } : { $second } a le code de catégorie { $third }, -1 ou plus attendu
phrase-of-has-a-smallest = { $first } : le minimum de { $second }, { $third }, dépasse son maximum, { $fourth }
phrase-of-is-none-min = { $first } : { $second } vaut { $third } ; attendu « none », un minimum et un maximum entre crochets, ou des codes de catégories
phrase-of-is-a-number = { $first } : { $second } est un nombre, mais la donnée est une catégorie
phrase-of-is-far-outside = { $first } : { $second } vaut { $third }, bien au-delà de l’étendue d’apprentissage, { $fourth } à { $fifth }
phrase-of-holds-too-large = { $first } : { $second } contient { $third }, un nombre trop grand
phrase-of-holds-where-a = { $first } : { $second } contient { $third } là où un nombre est attendu
phrase-of-holds-where-a-whole = { $first } : { $second } contient { $third } là où un nombre entier est attendu
phrase-has-an-empty-name = { $first } a un nom vide
phrase-has-twice = { $first } contient deux fois { $second }
phrase-unknown-key = clé inconnue { $first }
phrase-stands-where-key-value = { $first } se trouve là où « clé=valeur » est attendu
phrase-stands-where-end-of = { $first } se trouve là où « end of trees » est attendu
phrase-stands-where-a-feature = { $first } se trouve là où une donnée et son importance sont attendues
phrase-stands-here-a-second = { $first } est ici une seconde fois
phrase-the-line-is-missing = il manque la ligne { $first }=
phrase-the-line-stands-here = la ligne { $first }= est ici mais pas dans les arbres précédents
phrase-the-line-version-is = il manque la ligne version= (LightGBM n’en écrivait pas avant 2.0.12 : chargez ce modèle dans un LightGBM plus récent et réenregistrez-le)
phrase-is-v2-v3-or = { $first } vaut { $second }, v2, v3 ou v4 attendu
phrase-is-binary-sigmoid-and = { $first } vaut { $second }, « binary sigmoid » et un nombre attendus
phrase-is-binary-sigmoid-1 = { $first } vaut { $second }, « binary sigmoid » ou une entropie croisée attendu
phrase-is-0-or-1 = { $first } vaut { $second }, 0 ou 1 attendu
phrase-is-1-expected = { $first } vaut { $second }, 1 attendu
phrase-is-to-expected = { $first } vaut { $second }, { $third } à { $fourth } attendu
phrase-has-sigmoid-a-number = { $first } a le sigmoïde { $second }, un nombre au-dessus de 0 attendu
phrase-holds-1-0-or = { $first } contient { $second }, -1, 0 ou 1 attendu
phrase-lists-no-tree-the = { $first } n’énumère aucun arbre : le modèle n’a pas été entraîné
phrase-holds-a-number-of = { $first } contient { $second }, un nombre d’octets attendu
phrase-splits-and-leaves-do = les embranchements et les feuilles ne forment pas un arbre
phrase-has-values-but-the = { $first } a des valeurs, mais l’arbre a une feuille et aucun embranchement
phrase-asks-for-categories-of = { $first } demande des catégories de { $second }, qui est un nombre
phrase-holds-1-or-more = { $first } contient { $second }, 1 ou plus attendu
phrase-holds-to-but-not = { $first } contient { $second }, { $third } à { $fourth } sauf 0 attendu
phrase-holds-to-expected = { $first } contient { $second }, { $third } à { $fourth } attendu
phrase-holds-where-a-whole = { $first } contient { $second } là où un nombre entier est attendu
phrase-holds-where-a-number = { $first } contient { $second } là où un nombre de 0 à { $third } est attendu
phrase-holds-where-a-number-is = { $first } contient { $second } là où un nombre est attendu
phrase-holds-too-large-a = { $first } contient { $second }, un nombre trop grand
phrase-the-text-is-not = le texte n’est pas en UTF-8
phrase-not-utf-8 = pas en UTF-8
phrase-a-nul-byte-stands = un octet nul se trouve dans le texte
phrase-the-line-ends-with = la ligne finit par un retour chariot : le fichier a été converti aux fins de ligne de Windows (par git, FTP ou un éditeur), ce qui change la taille de chaque arbre ; recopiez-le comme un fichier binaire
phrase-does-not-number-a = { $first } ne numérote pas un arbre
phrase-is-numbered-expected = l’arbre porte le numéro { $first }, { $second } attendu
phrase-tree-sizes-line-lists = tree_sizes (ligne { $first }) énumère { $second } arbres, mais après { $third } le fichier a { $fourth }
phrase-is-not-listed-in = l’arbre n’est pas dans tree_sizes, qui en a { $first }
phrase-has-bytes-but-tree = l’arbre a { $first } octets, mais tree_sizes (ligne { $second }) en dit { $third } : il a été modifié
phrase-the-header-has-average = l’en-tête a average_output, mais les paramètres disent boosting={ $first }, pas rf
phrase-the-parameters-say-boosting = les paramètres disent boosting={ $first }, mais l’en-tête n’a pas average_output
phrase-cat-threshold-has-category = cat_threshold a le code de catégorie { $first } de { $second }, qui a { $third } catégories
phrase-stands-here-but-num = { $first } est ici, mais num_cat vaut 0
phrase-does-not-rise-from = { $first } ne croît pas de 0 à { $second } au plus
phrase-names-category-set-each = { $first } nomme l’ensemble de catégories { $second }, chacun de 0 à { $third } attendu une fois
phrase-num-cat-is-but = num_cat vaut { $first }, mais { $second } de ses ensembles de catégories ne sont d’aucun embranchement
phrase-internal-count-of-split = internal_count de l’embranchement { $first } vaut { $second }, mais ses branches comptent { $third }
phrase-leads-to-a-second = { $first } mène à { $second } une seconde fois
phrase-leaves-splits-out-of = { $first } laisse { $second } embranchements hors d’atteinte de la racine
phrase-goes-splits-deep-at = { $first } descend à { $second } embranchements, { $third } au plus attendus
phrase-the-parameters-section-is = il manque la partie des paramètres : le fichier a été coupé
phrase-the-file-ends-where = le fichier finit là où « end of trees » est attendu : il a été coupé
phrase-does-not-belong-after = { $first } n’a pas sa place après les arbres
phrase-this-section-has-no = cette partie n’a pas de « { $first } » : le fichier a été coupé
phrase-pandas-categorical-is-not = pandas_categorical n’est pas une liste de listes (colonne { $first })
phrase-pandas-categorical-is-neither = pandas_categorical n’est ni « { "null" } » ni une liste
phrase-pandas-categorical-holds-something = pandas_categorical contient autre chose qu’une liste

## Not a model text, as the layer below puts it

phrase-it-begins-with-instead = il commence par { $first } au lieu de « tree »
phrase-it-is-empty = il est vide
phrase-it-begins-with-a = il commence par une marque d’ordre des octets ; un éditeur l’a modifié
phrase-it-is-utf-16 = c’est un texte en UTF-16 ; un éditeur l’a modifié
phrase-it-is-gzip-compressed = il est compressé avec gzip
phrase-it-is-bzip2-compressed = il est compressé avec bzip2
phrase-it-is-xz-compressed = il est compressé avec xz
phrase-it-is-zstd-compressed = il est compressé avec zstd
phrase-it-is-a-zip = c’est une archive zip
phrase-it-looks-like-a = il ressemble à un pickle de Python
phrase-it-is-a-parquet = c’est un fichier Parquet
phrase-it-is-an-hdf5 = c’est un fichier HDF5
phrase-it-is-a-pdf = c’est un PDF
phrase-it-looks-like-json = il ressemble à du JSON, peut-être d’une autre bibliothèque ou de dump_model
phrase-it-looks-like-a-web = il ressemble à une page web ou à du XML
phrase-it-is-a-git = c’est un pointeur git-lfs : le modèle lui-même n’a pas été téléchargé
phrase-it-is-an-xgboost = c’est un modèle XGBoost
phrase-a-multiclass-model-num = un modèle à plusieurs classes (num_class={ $first })
phrase-a-multiclass-model-objective = un modèle à plusieurs classes (objective={ $first })
phrase-a-ranking-model-objective = un modèle de classement (objective={ $first })
phrase-a-regression-model-objective = un modèle de régression (objective={ $first })
phrase-a-custom-objective-model = un modèle d’objectif particulier (objective={ $first })
phrase-a-linear-tree-model = un modèle à arbres linéaires (is_linear=1)
phrase-a-model-with-an = un modèle d’objectif particulier (le fichier n’a pas de ligne objective= et ne dit donc pas comment un score devient une probabilité)

## Other files, as the layer below puts it

phrase-a-parquet-table = une table Parquet
phrase-an-arrow-table = une table Arrow
phrase-a-feather-table = une table Feather
phrase-an-hdf5-file = un fichier HDF5
phrase-a-numpy-array = un tableau numpy
phrase-an-sqlite-database = une base SQLite
phrase-a-pdf-document = un document PDF
phrase-an-old-office-document = un ancien document de bureau
phrase-a-picture = une image
phrase-a-program = un programme
phrase-a-7z-archive = une archive 7z
phrase-a-rar-archive = une archive RAR
phrase-an-r-data-file = un fichier de données de R
phrase-a-catboost-model = un modèle CatBoost
phrase-an-xgboost-model = un modèle XGBoost
phrase-text-in-utf-16 = un texte en UTF-16
phrase-an-onnx-model = un modèle ONNX
phrase-a-binary-file-of = un fichier binaire d’un genre inconnu ici
phrase-a-web-page = une page web
phrase-a-pmml-model = un modèle PMML
phrase-an-xml-document = un document XML
phrase-a-git-lfs-pointer = un pointeur Git LFS
phrase-a-table = un tableau
phrase-a-text-of-a = un texte d’un genre inconnu ici
phrase-the-json-dump-of = la copie JSON d’un modèle LightGBM, que LightGBM lui-même ne sait pas charger
phrase-a-json-document = un document JSON
phrase-open-it-as-a = ouvrez-le plutôt comme une base de clients
phrase-expected-a-lightgbm-text = attendu, un modèle LightGBM en texte (`{ "booster" }.save_model("model.txt")`), un pickle d’un LGBMClassifier ou d’un { "Booster" }, ou un paquet
phrase-this-program-reads-lightgbm = ce programme lit les modèles LightGBM : enregistrez un modèle LightGBM avec `{ "booster" }.save_model("model.txt")`
phrase-save-the-model-with = enregistrez le modèle avec `{ "booster" }.save_model("model.txt")` et ouvrez ce fichier
phrase-save-it-as-parquet = enregistrez-la en Parquet pour l’ouvrir comme une base de clients
phrase-save-its-table-as = enregistrez son tableau en CSV pour l’ouvrir comme une base de clients
phrase-unpack-it-first = décompressez-la d’abord
phrase-in-r-save-the = dans R, enregistrez le modèle avec `lgb.save(model, "model.txt")`
phrase-save-it-as-utf = enregistrez-le en UTF-8
phrase-the-download-went-wrong = le téléchargement a échoué : récupérez à nouveau le modèle lui-même
phrase-fetch-the-file-itself = récupérez le fichier lui-même avec `git lfs pull`

## Pickles, as the layer below puts it

phrase-an-array-has-no = un tableau n’a pas de type
phrase-an-array-has-a = un tableau a un type inconnu
phrase-too-many-arrays-inside = trop de tableaux les uns dans les autres
phrase-an-array-has-no-size = un tableau n’a pas de taille
phrase-a-text-has-a = un texte a un échappement incorrect
phrase-a-string-has-broken = une chaîne a des guillemets incorrects
phrase-a-number-is-expected = un nombre est attendu
phrase-an-integer-is-expected = un entier est attendu
phrase-something-is-appended-to = un ajout est fait à autre chose qu’une liste
phrase-something-is-set-in = une valeur est mise dans autre chose qu’un dictionnaire
phrase-it-refers-to-nothing = il renvoie à quelque chose qui n’est pas avant lui
phrase-a-reference-is-no = un renvoi n’est pas un nombre
phrase-a-class-has-no = une classe n’a pas de nom
phrase-a-call-has-no = un appel n’a pas d’arguments
phrase-something-is-called-that = ce qui est appelé n’est pas une classe
phrase-a-state-is-given = un état est donné à autre chose qu’un objet
phrase-an-object-is-given = un objet reçoit deux états
phrase-it-needs-a-value = il lui faut une valeur et il n’y en a pas
phrase-it-needs-more-values = il lui faut plus de valeurs qu’il n’y en a
phrase-it-needs-a-mark = il lui faut une marque
phrase-a-key-has-no = une clé n’a pas de valeur
phrase-references = renvois
phrase-instructions = instructions
phrase-objects = objets
phrase-objects-inside-one-another = objets les uns dans les autres
phrase-a-dictionary = un dictionnaire
phrase-a-list = une liste
phrase-a-tuple = un n-uplet
phrase-a-set = un ensemble
phrase-a-text = un texte
phrase-bytes = des octets
phrase-an-array = un tableau
phrase-an-object = un objet
phrase-a-number = un nombre
phrase-classes = { $first } classes
phrase-class = { $first } classe
phrase-two-lists-of-classes = deux listes de classes qui diffèrent
phrase-no-list-of-classes = aucune liste de classes lisible
phrase-more-than-two-classes = plus de deux classes
phrase-a-reference-to-an = un renvoi à un objet hors du fichier
phrase-an-instance-of-a = un objet d’une classe de Python 1
phrase-a-class-by-number = une classe désignée par un numéro
phrase-a-buffer-outside-of = un tampon hors du fichier
phrase-protocol = le protocole { $first }
phrase-the-unknown-instruction = l’instruction inconnue { $first }

## Bundles, as the layer below puts it

phrase-but-tables-open-it = mais des tableaux : ouvrez-le plutôt comme une base de clients
phrase-it-is-an-office = c’est un document de bureau : enregistrez son tableau en CSV pour l’ouvrir comme une base de clients
phrase-but-a-bundle-s = mais { $first } : le modèle d’un paquet doit porter le nom model.txt
phrase-expected-two-numbers-above = deux nombres au-dessus de 0 attendus
phrase-a-name-is-not = un nom n’est pas celui d’un fichier du paquet
phrase-a-digest-is-not = une empreinte n’a pas 64 chiffres hexadécimaux
phrase-not-utf-8-save = pas en UTF-8 : enregistrez le tableau en « CSV UTF-8 »
phrase-the-table-is-empty = le tableau est vide : attendu, une ligne de noms de colonnes
phrase-the-column-stands-twice = la colonne est deux fois dans le tableau
phrase-the-column-is-missing = il manque la colonne : elle nomme les données
phrase-the-cell-is-empty = la case est vide
phrase-expected-yes-or-no = attendu, yes ou no
phrase-cells-expected-quote-cells = { $first } cases, { $second } attendues : mettez entre guillemets les cases à virgules
phrase-unknown-display-expected-number = affichage inconnu `{ $first }` ; attendu number, integer, amount, percent, years_before, days_before, yes_no, ou choice, scale et onehot suivis de leurs mots dans les deux langues
phrase-the-feature-stands-on = la donnée se trouve déjà à la ligne { $first }
phrase-a-label-holds-or = un libellé contient une barre verticale, un point-virgule ou des espaces à ses bouts, qui séparent les libellés
phrase-has-no-slope-above = n’a pas de pente au-dessus de 0, ou a un nombre infini
phrase-has-no-points-or = n’a pas de points, ou des points sans vis-à-vis
phrase-has-a-point-that = a un point qui n’est pas une probabilité
phrase-has-points-that-do = a des points qui ne montent pas

## Files that are written, as the layer below puts it

phrase-writing = écriture
phrase-reaching-the-disk = envoi au disque
phrase-renaming = mise en place
phrase-making-a-temporary-file = création d’un fichier temporaire
phrase-making-a-temporary-folder = création d’un dossier temporaire
phrase-making-a-file = création d’un fichier
phrase-moving-the-old-folder = mise de côté de l’ancien dossier
phrase-following-a-link = suivi d’un lien
phrase-looking-into-the-folder = examen du dossier
phrase-it-is-not-a = ce n’est pas un fichier
phrase-it-is-not-a-folder = ce n’est pas un dossier
phrase-it-holds-which-would = il contient { $first }, qui serait perdu

## Bases, as the layer below puts it

phrase-has = a
phrase-lacks = n’a pas
phrase-has-another-type-for = a un autre type pour
phrase-do-not-have = n’ont pas
phrase-have = ont
phrase-agree-on = ont en commun
phrase-cells-of-a-column = des cases d’une colonne ne sont pas ce que la colonne annonce
phrase-it-does-not-begin = il ne commence pas comme un fichier Parquet
phrase-a-group-of-rows = il manque une colonne à un groupe de lignes
phrase-a-column-has-another = une colonne n’a pas autant de lignes que le fichier
phrase-a-column-reaches-beyond = une colonne va au-delà de la fin du fichier
phrase-its-columns-cannot-be = ses colonnes ne peuvent pas être décodées
phrase-its-footer-contradicts-itself = son pied se contredit sur le nombre de lignes
phrase-its-footer-announces-more = son pied annonce plus de lignes qu’un tel fichier n’en peut contenir

## Training, as the layer below puts it

phrase-split = qui répartit les clients
phrase-outcome = du résultat
phrase-identifier = des identifiants
phrase-raise = augmenter
phrase-lower = diminuer
phrase-train = apprentissage
phrase-validation = validation
phrase-hold-out = réserve
phrase-the-validation-table-has = la table de validation a d’autres colonnes
phrase-a-name-or-a = un nom ou un paramètre contient un octet nul
phrase-is-more-than-lightgbm = { $first } est plus que LightGBM ne sait compter
phrase-it-has-no-command = il n’a pas de commande
phrase-the-number-of-trees = le nombre d’arbres
phrase-the-patience = la patience
phrase-the-learning-rate = le pas d’apprentissage
phrase-the-number-of-leaves = le nombre de feuilles
phrase-the-number-of-clients = le nombre de clients par feuille
phrase-the-share-of-features = la part des variables
phrase-the-share-of-clients = la part des clients
phrase-the-l2-penalty = la pénalité L2
phrase-the-number-of-bins = le nombre de paliers
phrase-the-number-of-folds = le nombre de plis
phrase-the-search-time = le temps de recherche
phrase-the-number-of-trials = le nombre d’essais
phrase-the-number-of-clients-2 = le nombre de clients
phrase-beta = bêta
phrase-the-share-lost-with = la part perdue lors d’un défaut
phrase-the-share-earned-with = la part gagnée avec un crédit remboursé
phrase-the-number-of-columns = le nombre de colonnes
phrase-a-number-above-0 = un nombre au-dessus de 0
phrase-at-least-0 = au moins 0
phrase-at-least-1 = au moins 1
phrase-above-0-minutes = plus de 0 minute
phrase-a-number-above-0-and = un nombre au-dessus de 0 et d’au plus 1
