### Tous les mots que le programme montre, en français.
### Mêmes clés et mêmes variables que en.ftl : un test tient les deux fichiers ensemble.
### Les espaces avant : ; ? ! % » et après « sont tapées normales : le programme les rend insécables.
### Top bar

app-name = Clairscore
window-title = Clairscore
window-title-client = Client { $id } · { $advice } · Clairscore
top-open = Ouvrir…
top-open-hint = Ouvrir un modèle ou une base de clients de cet ordinateur
top-model = Modèle
top-base = Base
top-base-clients =
    { $count ->
        [one] { $count } client
       *[other] { $count } clients
    }
top-no-model = aucun modèle
top-no-base = aucune base
top-verified = vérifié
top-verified-hint =
    { $count ->
        [one] { $count } client calculé deux fois, par deux moteurs indépendants : même résultat (plus grand écart { $difference }).
       *[other] { $count } clients calculés deux fois, par deux moteurs indépendants : mêmes résultats (plus grand écart { $difference }).
    }
top-verifying = vérification en cours
top-verifying-hint = Un échantillon de clients est recalculé par un second moteur, indépendant.
top-not-verified = non vérifié
top-not-verified-hint = Ce modèle n’a pas été contrôlé par le second moteur.
top-differs = scores discordants
top-differs-hint =
    { $count ->
        [one] { $count } client reçoit un autre score du second moteur (plus grand écart { $difference }). Ne vous fiez pas à ce modèle.
       *[other] { $count } clients reçoivent un autre score du second moteur (plus grand écart { $difference }). Ne vous fiez pas à ce modèle.
    }
top-language = Langue
top-theme = Thème
top-theme-system = Comme le système
top-theme-light = Clair
top-theme-dark = Sombre
top-theme-hint = Thème clair ou sombre
top-zoom-in = Agrandir
top-zoom-out = Réduire
top-help = Aide

## Tabs

tabs-name = Pages
tab-client = Client
tab-population = Population
tab-model = Modèle

## Search

search-title = Trouver un client
search-placeholder = Identifiant…
search-label = Identifiant du client
search-no-match = Aucun client n’a un identifiant qui commence par « { $query } ».
search-results-shown =
    { $count ->
        [one] (le premier est affiché)
       *[other] (les { $count } premiers sont affichés)
    }
search-results =
    { $count ->
        [one] { $count } client trouvé
       *[other] { $count } clients trouvés
    }
search-duplicate =
    { $count ->
        [one] { $count } ligne porte l’identifiant { $id }.
       *[other] { $count } lignes portent l’identifiant { $id } : choisissez la bonne.
    }

## List of clients

list-description =
    { $count ->
        [one] Liste de { $count } client, tri : { $sort }
       *[other] Liste de { $count } clients, tri : { $sort }
    }
list-column-client = Client
list-column-risk = Risque
list-column-advice = Avis
list-sort = Trier
list-sort-by = Trier : { $sort }
list-sort-base = ordre de la base
list-sort-id = identifiant
list-sort-highest-risk = risque le plus élevé
list-sort-lowest-risk = risque le plus bas
list-sort-threshold = écart au seuil
list-sort-waits = Trié par risque dès que tous les clients seront calculés.
list-accept = accord
list-refuse = refus
list-scoring = calcul en cours
list-row = Client { $id }, risque { $risk }, { $advice }
list-row-unscored = Client { $id }, calcul en cours
list-empty = Aucun client ne remplit toutes les conditions.
list-hold-out = hors apprentissage
list-training = vu à l’apprentissage

## Filter

filter-title = Filtrer la population
filter-add = Ajouter un filtre
filter-search-column = Chercher une colonne…
filter-no-column = Aucune colonne ne porte ce nom.
filter-edit = Modifier la condition sur { $label }
filter-remove = Retirer la condition sur { $label }
filter-from = De
filter-to = À
filter-unbounded = sans limite
filter-or-missing = aussi ceux dont la valeur n’est pas renseignée
filter-all-categories = Toutes
filter-no-categories = Aucune
filter-category-count = { $label } ({ $count })
filter-invalid-number = « { $text } » n’est pas un nombre.
filter-empty-range = La borne basse dépasse la borne haute : aucun client ne peut convenir.
filter-chip-any = { $label } : toute valeur
filter-chip-one = { $label } : { $value }
filter-chip-several =
    { $count ->
        [one] { $label } : { $value }
       *[other] { $label } : { $count } valeurs
    }
filter-chip-not-given = { $label } : non renseigné
filter-done = Terminé
filter-clear = Tout effacer
filter-save-name = Nom du filtre
filter-save-confirm = Enregistrer
filter-saved = Filtres enregistrés
filter-saved-none = Aucun filtre enregistré
filter-load = Appliquer le filtre { $name }
filter-delete = Supprimer le filtre { $name }
filter-name-taken = Un filtre porte déjà ce nom : il sera remplacé.
group-count =
    { $count ->
        [one] { $count } client sur { $of }
       *[other] { $count } clients sur { $of }
    }
group-all =
    { $count ->
        [one] { $count } client
       *[other] { $count } clients
    }
group-sentence = { $group } · { $rate } de défauts constatés

## Client: headline

client-none-title = Aucun client choisi
client-none = Tapez un identifiant, ou choisissez un client dans la liste.
client-none-base = Ouvrez une base de clients pour y trouver un client.
client-none-model = Ouvrez un modèle pour calculer le risque de ces clients.
client-duplicate = L’identifiant { $id } figure sur plusieurs lignes : choisissez dans la liste.
client-title = Client { $id }
client-fact = { $label } { $value }
client-headline-risk = Risque de défaut
client-headline-threshold = Seuil de la banque
client-headline-threshold-stand-in = Seuil (provisoire)
client-headline-threshold-own = Votre seuil
client-headline = Risque de défaut : { $risk }. Seuil de la banque : { $threshold }.
verdict-clearly-above =
    { $plural ->
        [one] { $points } point au-dessus du seuil : le modèle conseille de refuser.
       *[other] { $points } points au-dessus du seuil : le modèle conseille de refuser.
    }
verdict-just-above =
    { $plural ->
        [one] { $points } point seulement au-dessus du seuil : le modèle conseille de refuser.
       *[other] { $points } points seulement au-dessus du seuil : le modèle conseille de refuser.
    }
verdict-just-below =
    { $plural ->
        [one] { $points } point seulement au-dessous du seuil : le modèle conseille d’accepter.
       *[other] { $points } points seulement au-dessous du seuil : le modèle conseille d’accepter.
    }
verdict-clearly-below =
    { $plural ->
        [one] { $points } point au-dessous du seuil : le modèle conseille d’accepter.
       *[other] { $points } points au-dessous du seuil : le modèle conseille d’accepter.
    }
verdict-at-threshold = Exactement au seuil : le modèle conseille d’accepter.
verdict-close-note = Tout près du seuil : un seul facteur pourrait changer l’avis.
verdict-decision-is-yours = La décision vous revient.
verdict-past-clients =
    { $defaults ->
        [one] Sur { $of } clients passés avec ce score, { $defaults } n’a pas remboursé (de { $low } à { $high }).
       *[other] Sur { $of } clients passés avec ce score, { $defaults } n’ont pas remboursé (de { $low } à { $high }).
    }
band-clearly-above = nettement au-dessus du seuil
band-just-above = juste au-dessus du seuil
band-just-below = juste au-dessous du seuil
band-clearly-below = nettement au-dessous du seuil
band-at-threshold = exactement au seuil
advice-accept = le modèle conseille d’accepter
advice-refuse = le modèle conseille de refuser
advice-accept-short = accord
advice-refuse-short = refus
advice-accept-title = accord conseillé
advice-refuse-title = refus conseillé

## Client: gauge

gauge-move-threshold = Seuil : faites-le glisser, ou utilisez les flèches
gauge-accept-zone = accord
gauge-refuse-zone = refus
gauge-threshold = seuil { $threshold }
gauge-client = ce client { $risk }
gauge-description = Jauge de risque de 0 à 100 %. Zone d’accord jusqu’à { $threshold }, zone de refus au-delà. Ce client : { $risk }, { $band } ; { $advice }.

## Reasons

reasons-title = Pourquoi ce score
reasons-measured-against = Mesuré par rapport à : { $reference }
reasons-reference-average = la moyenne des clients
reasons-reference-just-accepted =
    { $count ->
        [one] { $count } client que le modèle accepte de justesse (risque de { $low })
       *[other] { $count } clients que le modèle accepte de justesse (risque de { $low } à { $high })
    }
reasons-reference-group =
    { $count ->
        [one] { $count } client du groupe (risque de { $low })
       *[other] les { $count } clients du groupe (risque de { $low } à { $high })
    }
reasons-reference-thinned = { $reference } ; { $count } d’entre eux, régulièrement répartis, sont comptés
reasons-reference-hint = Chaque raison dit de combien la valeur de ce client écarte son risque de celui du client moyen des données d’apprentissage.
reasons-grouping = Présenter par
reasons-by-factor = Facteurs
reasons-by-theme = Thèmes
reasons-show-table = Voir en tableau
reasons-lowers-axis = réduit le risque
reasons-raises-axis = augmente le risque
reasons-open-theme = Montrer les facteurs du thème { $theme }
reasons-close-theme = Masquer les facteurs du thème { $theme }
reasons-theme-detail =
    { $count ->
        [one] { $count } facteur
       *[other] { $count } facteurs
    }
reasons-compare-hint = Comparer ce client sur ce facteur
reasons-other-theme = Autres facteurs
reasons-remainder-raising =
    { $count ->
        [one] { $count } autre facteur augmente
       *[other] { $count } autres facteurs augmentent
    }
reasons-remainder-lowering =
    { $count ->
        [one] { $count } autre facteur réduit
       *[other] { $count } autres facteurs réduisent
    }
reasons-remainder-themes-raising =
    { $count ->
        [one] { $count } autre thème augmente
       *[other] { $count } autres thèmes augmentent
    }
reasons-remainder-themes-lowering =
    { $count ->
        [one] { $count } autre thème réduit
       *[other] { $count } autres thèmes réduisent
    }
reasons-remainder-sentence = { $remainder } le risque ({ $factor } au total).
reasons-limit = Le modèle constate une association, pas une cause.
reasons-legend = Légèrement : moins de × { $clear }. Nettement : × { $clear } ou plus. Fortement : × { $strong } ou plus, ce qui double au moins la cote ; de même pour les inverses.
reasons-identity = Vérification : cote moyenne { $base } × toutes les raisons { $reasons } = cote de ce client { $odds }, soit un risque de { $risk }.
reasons-identity-scores = Base { $base } + raisons { $reasons } = score { $score } (logarithmes naturels de la cote, qui donne le risque).
reasons-description =
    { $count ->
        [one] Pourquoi ce score, { $count } raison. { $summary }
       *[other] Pourquoi ce score, { $count } raisons, de la plus forte à la plus faible. { $summary }
    }
reasons-column-factor = Facteur
reasons-column-value = Valeur
reasons-column-effect = Effet
reasons-column-odds = Cote multipliée par
reasons-column-rank = Parmi les clients
effect-raises-slightly = + augmente légèrement
effect-raises-clearly = + augmente nettement
effect-raises-strongly = + augmente fortement
effect-lowers-slightly = − réduit légèrement
effect-lowers-clearly = − réduit nettement
effect-lowers-strongly = − réduit fortement
effect-none = sans effet
effect-sentence-raises-slightly = augmente légèrement le risque
effect-sentence-raises-clearly = augmente nettement le risque
effect-sentence-raises-strongly = augmente fortement le risque
effect-sentence-lowers-slightly = réduit légèrement le risque
effect-sentence-lowers-clearly = réduit nettement le risque
effect-sentence-lowers-strongly = réduit fortement le risque
effect-sentence-none = ne change pas le risque
reason-detail = { $value } · { $rank }
reason-missing-note = le modèle en tient compte
reason-sentence = { $label } : { $value } – { $effect } ({ $factor }).
reason-sentence-rank = { $label } : { $value } – { $effect } ({ $factor }) ; { $rank }.
reason-sentence-theme = { $label } – { $effect } ({ $factor }).
summary-one-raises = « { $first } » explique l’essentiel du risque
summary-two-raise = « { $first } » et « { $second } » expliquent l’essentiel du risque
summary-several-raise = Plusieurs facteurs augmentent le risque, « { $first } » en tête
summary-one-lowers = « { $first } » est ce qui réduit le plus le risque
summary-two-lower = « { $first } » et « { $second } » sont ce qui réduit le plus le risque
summary-several-lower = Plusieurs facteurs réduisent le risque, « { $first } » en tête
summary-softened-slightly = { $main } ; « { $counter } » l’atténue un peu.
summary-softened-clearly = { $main } ; « { $counter } » l’atténue nettement.
summary-softened-strongly = { $main } ; « { $counter } » l’atténue fortement.
summary-worsened-slightly = { $main } ; « { $counter } » l’augmente un peu.
summary-worsened-clearly = { $main } ; « { $counter } » l’augmente nettement.
summary-worsened-strongly = { $main } ; « { $counter } » l’augmente fortement.
summary-alone = { $main }.
summary-none = Aucun facteur ne distingue ce client du client moyen.

## Rank among clients

rank-higher = plus élevé que chez { $share } des clients
rank-lower = plus bas que chez { $share } des clients
rank-older = plus ancien que chez { $share } des clients
rank-more-recent = plus récent que chez { $share } des clients
rank-same = comme { $share } des clients
rank-most = comme la plupart des clients ({ $share })
rank-all = comme tous les clients
rank-not-given = non renseigné, comme pour { $share } des clients
share-under-one = moins de 1 %
share-over-99 = plus de 99 %

## Comparison

compare-title = Comparer
compare-scope = Comparer avec
compare-all = Tous
compare-group = Ce groupe
compare-no-group = Posez un filtre pour comparer avec un groupe
compare-feature = Donnée comparée
compare-feature-search = Chercher une donnée…
compare-two-features = Seconde donnée
compare-one-only = Une seule donnée
compare-show-table = Voir en tableau
compare-this-client = ce client
compare-legend-clients = tous les clients
compare-legend-group = ce groupe
compare-legend-default-rate = taux de défaut
compare-legend-few = moins de { $count } dénouements connus
compare-legend-nobody = aucun client
compare-axis-clients = part des clients
compare-axis-default-rate = taux de défaut
compare-position-higher = { $value } : plus élevé que chez { $share } des clients.
compare-position-lower = { $value } : plus bas que chez { $share } des clients.
compare-position-older = { $value } : plus ancien que chez { $share } des clients.
compare-position-recent = { $value } : plus récent que chez { $share } des clients.
compare-position-same = { $value } : comme { $share } des clients.
compare-position-missing = Non renseigné, comme pour { $share } des clients.
compare-position-group-higher = { $value } : plus élevé que chez { $share } de ce groupe.
compare-position-group-lower = { $value } : plus bas que chez { $share } de ce groupe.
compare-position-group-older = { $value } : plus ancien que chez { $share } de ce groupe.
compare-position-group-recent = { $value } : plus récent que chez { $share } de ce groupe.
compare-position-group-same = { $value } : comme { $share } de ce groupe.
compare-position-group-missing = Non renseigné, comme pour { $share } de ce groupe.
compare-default-rate = À ce niveau, { $rate } n’ont pas remboursé.
compare-within-group = Dans ce groupe : { $sentence }
compare-default-rate-unknown = À ce niveau, aucun dénouement n’est connu.
compare-default-rate-few =
    { $count ->
        [one] À ce niveau, { $count } seul dénouement est connu : trop peu pour un taux.
       *[other] À ce niveau, { $count } dénouements seulement sont connus : trop peu pour un taux.
    }
compare-two-sentence =
    { $count ->
        [one] { $x } et { $y } : { $count } client a les deux mêmes niveaux que celui-ci.
       *[other] { $x } et { $y } : { $count } clients ont les deux mêmes niveaux que celui-ci.
    }
compare-two-rate = Parmi eux, { $rate } n’ont pas remboursé.
compare-two-legend = Couleur : taux de défaut de la case. Croix : ce client.
compare-grid-cell =
    { $count ->
        [one] { $x }, { $y } : { $count } client
       *[other] { $x }, { $y } : { $count } clients
    }
compare-grid-cell-rate =
    { $count ->
        [one] { $x }, { $y } : { $count } client, taux de défaut { $rate }
       *[other] { $x }, { $y } : { $count } clients, taux de défaut { $rate }
    }
compare-bar =
    { $count ->
        [one] { $label } : { $count } client ({ $share })
       *[other] { $label } : { $count } clients ({ $share })
    }
compare-bar-rate =
    { $count ->
        [one] { $label } : { $count } client ({ $share }), taux de défaut { $rate }
       *[other] { $label } : { $count } clients ({ $share }), taux de défaut { $rate }
    }
compare-chart-description =
    { $bars ->
        [one] Répartition de « { $label } » sur { $bars } niveau. { $sentence }
       *[other] Répartition de « { $label } » sur { $bars } niveaux. { $sentence }
    }
compare-chart-extremes = Niveau le plus fréquent : { $most }. Taux de défaut de { $low } à { $high }.
compare-column-band = Valeur
compare-column-clients = Clients
compare-column-share = Part des clients
compare-column-group-clients = Clients du groupe
compare-column-group-share = Part du groupe
compare-column-known = Dénouements connus
compare-column-default-rate = Taux de défaut
compare-table-client = { $label } (ce client)
band-range = { $from } à { $to }
band-range-from = { $from } ou plus
band-range-to = moins de { $to }
band-missing = non renseigné
band-other =
    { $count ->
        [one] { $count } autre valeur
       *[other] { $count } autres valeurs
    }

## All of the client's data

data-title = Toutes les données du client
data-count = ({ $count })
data-search = Chercher une colonne ou une valeur…
data-no-match = Rien ne correspond à « { $query } ».
data-remark-model = lu par le modèle
data-remark-negotiable = négociable à l’agence
data-remark-protected = critère protégé
data-remark-outcome = ce qu’il est advenu de ce client
data-remark-id = identifiant

## Values

value-not-given = non renseigné
value-yes = oui
value-no = non
value-unknown-code = code { $code } (sens inconnu)
value-other-than = autre que { $label }
value-none-of-them = aucune de ces valeurs
value-one-of-several = plusieurs à la fois
value-years =
    { $plural ->
        [one] { $count } an
       *[other] { $count } ans
    }
value-today = aujourd’hui
value-days-ago =
    { $plural ->
        [one] il y a { $count } jour
       *[other] il y a { $count } jours
    }
value-months-ago =
    { $plural ->
        [one] il y a { $count } mois
       *[other] il y a { $count } mois
    }
value-years-ago =
    { $plural ->
        [one] il y a { $count } an
       *[other] il y a { $count } ans
    }
value-in-days =
    { $plural ->
        [one] dans { $count } jour
       *[other] dans { $count } jours
    }
value-in-months =
    { $plural ->
        [one] dans { $count } mois
       *[other] dans { $count } mois
    }
value-in-years =
    { $plural ->
        [one] dans { $count } an
       *[other] dans { $count } ans
    }
value-days =
    { $plural ->
        [one] { $count } jour
       *[other] { $count } jours
    }
date-day = { $day } { $month } { $year }
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

## Population page

population-title = Population
population-all = Tous les clients
population-group = Ce groupe
population-sentence =
    { $count ->
        [one] { $count } client : { $refused } au-dessus du seuil.
       *[other] { $count } clients : { $refused } au-dessus du seuil.
    }
population-sentence-outcomes =
    { $count ->
        [one] { $count } client : { $refused } au-dessus du seuil ; { $rate } n’ont pas remboursé.
       *[other] { $count } clients : { $refused } au-dessus du seuil ; { $rate } n’ont pas remboursé.
    }
population-group-sentence = Ce groupe : { $refused } au-dessus du seuil, contre { $all } de tous les clients.
population-scores-title = Répartition du risque
population-scores-axis = risque de défaut
population-scores-sentence = La moitié des clients ont un risque inférieur à { $median } ; un sur dix dépasse { $high }.
population-column-clients = Clients
population-column-refused = Au-dessus du seuil
population-column-default-rate = Taux de défaut

## Page de la population : ce que font les facteurs à l’ensemble des clients

weights-title = Ce qui pèse le plus dans le score
weights-sentence = Le plus lourd : { $label }, { $factor } en moyenne sur la cote du défaut, dans un sens ou dans l’autre.
weights-sentence-group =
    { $count ->
        [one] Dans ce groupe de { $count } client, le plus lourd : { $label }, { $factor } en moyenne, contre { $all } pour tous les clients.
       *[other] Dans ce groupe de { $count } clients, le plus lourd : { $label }, { $factor } en moyenne, contre { $all } pour tous les clients.
    }
weights-none = Aucun facteur ne change le score d’un client.
weights-description =
    { $count ->
        [one] Poids moyen de { $count } ligne. { $sentence }
       *[other] Poids moyen de { $count } lignes, de la plus lourde à la plus légère. { $sentence }
    }
weights-note = Poids moyen : par combien un facteur multiplie ou divise la cote du défaut, en moyenne sur les clients ; × 1 est sans effet. Dans un thème, des facteurs de sens contraires se compensent.
weights-grouping = Lister par
weights-legend-all = tous les clients
weights-legend-group =
    { $count ->
        [one] ce groupe ({ $count } client)
       *[other] ce groupe ({ $count } clients)
    }
weights-row = { $label } : { $factor } en moyenne.
weights-row-group = { $label } : { $group } en moyenne dans ce groupe, { $factor } pour tous les clients.
weights-effect-hint = Montrer comment son effet suit sa valeur
weights-unused =
    { $count ->
        [one] { $count } facteur du modèle ne change jamais de score ; il n’est pas listé.
       *[other] { $count } facteurs du modèle ne changent jamais de score ; ils ne sont pas listés.
    }
weights-show-all = Montrer les { $count } lignes
weights-show-first = Ne montrer que les { $count } premières
weights-axis = poids moyen sur la cote
weights-column-factor = Facteur
weights-column-theme = Thème
weights-column-all = Poids moyen
weights-column-all-exact = logarithme de la cote
weights-column-group = Poids moyen, groupe
weights-column-group-exact = logarithme, groupe
weights-column-low = Typique des valeurs basses
weights-column-middle = Des valeurs moyennes
weights-column-high = Des valeurs hautes
strip-high = valeurs hautes
strip-middle = valeurs moyennes
strip-low = valeurs basses
strip-missing = non renseigné
strip-all = toutes les valeurs
strip-part = { $lane } { $factor }
strip-sentence = Typiquement { $parts }.
strip-legend = Bandes ({ $whose }) : plus c’est foncé, plus il y a de clients. De haut en bas : valeurs hautes, moyennes et basses (environ un tiers des clients chacune), puis non renseignées.
effects-title = Comment agit un facteur
effects-picker = Facteur montré
effects-search = Chercher un facteur…
effects-no-factor = Aucun facteur ne porte ce nom.
effects-scope = Effets chez
effects-pending = Le groupe a changé : il est en cours de calcul ; l’image précédente reste en attendant.
effects-sentence = { $label } : de { $low } ({ $lowband }) à { $high } ({ $highband }) pour le client typique d’une tranche.
effects-sentence-same = { $label } : { $low } pour le client typique de chaque tranche.
effects-sentence-client = Ce client : { $value }, { $factor }.
effects-description =
    { $bands ->
        [one] Effet de { $label } sur la cote du défaut, en { $bands } tranche de valeurs. { $sentence }
       *[other] Effet de { $label } sur la cote du défaut, en { $bands } tranches de valeurs. { $sentence }
    }
effects-band =
    { $count ->
        [one] { $label } : { $count } client ({ $share }), typiquement { $median }, pour la plupart de { $low } à { $high }.
       *[other] { $label } : { $count } clients ({ $share }), typiquement { $median }, pour la plupart de { $low } à { $high }.
    }
effects-band-nobody = { $label } : aucun client.
effects-band-client = Ce client : { $factor }.
effects-keep-hint = Choisissez une barre pour ne garder que ses clients dans la liste ; encore une fois pour les garder tous.
effects-keep = Ne garder que ces clients
effects-keep-all = Garder à nouveau tous les clients
effects-axis = cote multipliée par
effects-legend-most = la plupart des clients (10 à 90 %)
effects-legend-typical = client typique
effects-column-low = Un dixième au plus
effects-column-typical = Client typique
effects-column-high = Neuf dixièmes au plus
effects-column-exact = Typique, logarithme de la cote

## Model page

model-identity-title = Identité
model-version = Version
model-date = Date
model-made-by = Auteur
model-made-with = Outil
model-calibration = Probabilités
model-calibration-platt = calibrées sur des clients dont les arbres n’ont pas appris (Platt) ; les raisons valent pour le risque calibré
model-calibration-isotonic = calibrées sur des clients dont les arbres n’ont pas appris (isotonique) ; la force des raisons est celle d’avant le calibrage
model-command = Commande qui le refait
model-target = Ce qu’il prédit
model-target-meaning = { $column } = 1 : { $meaning }
model-engine-text = LightGBM, { $objective }
model-trees =
    { $count ->
        [one] { $count } arbre
       *[other] { $count } arbres
    }
model-trees-used = { $used } arbres utilisés sur { $total }
model-features-count =
    { $count ->
        [one] lit { $count } donnée
       *[other] lit { $count } données
    }
model-digest = Empreinte (SHA-256)
model-digest-matches = Les fichiers correspondent à leurs empreintes.
model-digest-none = Aucune empreinte n’accompagne ce modèle : on ne peut pas savoir s’il a été modifié.
model-threshold-title = Seuil
model-threshold = Seuil
model-threshold-cost = Un défaut manqué compte { $ratio } fois autant qu’un client refusé à tort.
model-threshold-lowest-cost = C’est le seuil qui coûte le moins sur les clients de validation.
model-threshold-f-beta = C’est le seuil qui repère le mieux les défauts et épargne le mieux les bons payeurs sur les clients de validation.
model-threshold-amounts = C’est le seuil qui perd le moins d’argent sur les clients de validation.
model-threshold-range = Avec d’autres clients du même genre, il se situerait de { $low } à { $high }.
model-threshold-none = Ce modèle n’a pas de seuil : 50 % est affiché.
model-threshold-field = Seuil, en pour cent
model-threshold-apply = Appliquer
model-threshold-reset = Revenir au seuil du modèle
model-threshold-invalid = Tapez un pourcentage entre 0 et 100.
model-threshold-own = Vous avez fixé { $threshold }. Le seuil du modèle est { $own }.
# Ce que décide un seuil sur toute la base, ou dans le groupe ; `flipped` compte les clients dont la
# décision n’est pas celle du seuil d’où part le déplacement.
threshold-effect = Sur { $count ->
        [one] { $count } client
       *[other] { $count } clients
    }, { $share } sont acceptés.
threshold-effect-stricter = Sur { $count ->
        [one] { $count } client
       *[other] { $count } clients
    }, { $share } sont acceptés ; ce déplacement fait basculer { $flipped ->
        [one] { $flipped } client
       *[other] { $flipped } clients
    } de l’accord au refus.
threshold-effect-milder = Sur { $count ->
        [one] { $count } client
       *[other] { $count } clients
    }, { $share } sont acceptés ; ce déplacement fait basculer { $flipped ->
        [one] { $flipped } client
       *[other] { $flipped } clients
    } du refus à l’accord.
threshold-effect-group = Dans le groupe : sur { $count ->
        [one] { $count } client
       *[other] { $count } clients
    }, { $share } sont acceptés.
threshold-effect-group-stricter = Dans le groupe : sur { $count ->
        [one] { $count } client
       *[other] { $count } clients
    }, { $share } sont acceptés ; { $flipped ->
        [one] { $flipped } bascule
       *[other] { $flipped } basculent
    } de l’accord au refus.
threshold-effect-group-milder = Dans le groupe : sur { $count ->
        [one] { $count } client
       *[other] { $count } clients
    }, { $share } sont acceptés ; { $flipped ->
        [one] { $flipped } bascule
       *[other] { $flipped } basculent
    } du refus à l’accord.
model-metrics-title = Qualité
model-metric-column = Mesure
model-metric-value = Valeur
model-metric-interval = Intervalle à 95 %
model-metric-auc = Bon ordre de deux clients (AUC)
model-fact-column = Élément
model-fact-value = Contenu
model-metric-average-precision = Précision moyenne
model-metric-kolmogorov-smirnov = Séparation des bons et mauvais payeurs (KS)
model-metric-calibration-error = Écart moyen entre risque annoncé et constaté
model-metric-log-loss = Perte logarithmique
model-metric-brier = Erreur quadratique moyenne du risque (Brier)
model-metric-cost = Coût par client au seuil
model-metric-gain = Économie par client, par rapport à l’absence de modèle
model-metric-accepted = Acceptés
model-metric-interval-text = { $low } à { $high }
model-metrics-none = Aucune mesure de qualité n’accompagne ce modèle.
model-metrics-where =
    { $count ->
        [one] Mesuré sur { $count } client tenu à l’écart de l’apprentissage.
       *[other] Mesuré sur { $count } clients tenus à l’écart de l’apprentissage.
    }
model-training-data = Données
model-training-rows =
    { $count ->
        [one] { $count } client
       *[other] { $count } clients
    }
model-features-title = Données que lit le modèle
model-features-search = Chercher une donnée…
model-features-column-name = Nom
model-features-column-column = Colonne
model-features-column-theme = Thème
model-features-column-splits = Coupures dans les arbres
model-features-column-gain = Gain à l’apprentissage
model-features-column-remark = Remarque
model-protected-title = Critères protégés
model-protected-sentence =
    { $count ->
        [0] Ce modèle ne lit aucune donnée que le dictionnaire dit protégée.
        [one] Ce modèle lit { $count } critère protégé : { $names }.
       *[other] Ce modèle lit { $count } critères protégés : { $names }.
    }
model-protected-unknown = Aucun dictionnaire ne dit quels critères sont protégés.
model-protected-note = Ils pèsent sur le score comme les autres ; la loi peut en restreindre l’usage.
model-check-agrees =
    { $count ->
        [one] { $count } client calculé par deux moteurs indépendants : plus grand écart { $difference }.
       *[other] { $count } clients calculés par deux moteurs indépendants : plus grand écart { $difference }.
    }
model-check-unavailable = Le second moteur n’a pas pu lire ce modèle : { $reason }

## Status line

status-label = État
status-ready = Base chargée · tout est calculé sur cet ordinateur, rien ne sort
status-demo = Démonstration : { $name } · tout est calculé sur cet ordinateur, rien ne sort
status-loading-base = Lecture de la base de clients
status-loading-model = Lecture du modèle
status-scoring = Calcul du risque des clients
status-checking = Contrôle par le second moteur
status-progress = { $work } · { $percent }
status-cancel = Annuler
status-cancelled = Annulé. Rien n’a été modifié.

## Open a file

open-title = Ouvrir
open-model-title = Ouvrir un modèle
open-base-title = Ouvrir une base de clients
open-choose-file = Choisir un fichier…
open-choose-folder = Choisir un dossier…
open-path = Chemin du fichier ou du dossier
open-path-placeholder = /dossier/clients.csv
open-path-placeholder-model = /dossier/modele.txt
open-confirm = Ouvrir
open-close = Fermer
open-model-kinds = Un modèle LightGBM en texte, un paquet (dossier ou .zip), ou un modèle pickle ou joblib : il est lu sans être exécuté.
open-base-kinds = CSV (aussi .zip ou .gz) ou Parquet, un fichier ou un dossier.
open-table-title = Ajouter un tableau
open-table-kinds = CSV ou Parquet sur les mêmes clients, par exemple les valeurs d’origine : pour afficher, filtrer et comparer, jamais pour le score.
open-path-placeholder-table = /dossier/valeurs_d_origine.csv
open-drop-hint = Vous pouvez aussi déposer un fichier sur la fenêtre.
open-drop-here = Déposez pour ouvrir
open-demo = Ouvrir la démonstration
open-no-dialog = La fenêtre de fichiers du système n’a pas pu s’afficher : tapez le chemin.

## Errors: a headline, then what to do; the technical detail follows as it is

error-not-found = { $file } est introuvable
error-not-found-help = Vérifiez le chemin, ou que le disque est bien branché.
error-permission = { $file } ne peut pas être lu
error-permission-help = Votre compte n’a pas le droit de le lire : demandez l’accès, ou copiez-le dans un de vos dossiers.
error-read = { $file } n’a pas pu être lu jusqu’au bout
error-read-help = Vérifiez le disque ou le lecteur réseau, puis rouvrez le fichier.
error-empty-file = { $file } est vide
error-empty-file-help = Redemandez ce fichier.
error-too-large = { $file } est trop gros pour être lu sans risque
error-too-large-help = Vérifiez que c’est le bon fichier.
error-not-model = { $file } n’est pas un modèle de score que ce programme sait lire
error-not-model-help = Attendu : un modèle LightGBM en texte, un paquet, ou un modèle LightGBM pickle ou joblib.
error-model-kind = Ce genre de modèle n’est pas pris en charge
error-model-kind-help = Le programme lit les modèles LightGBM qui prédisent oui ou non.
error-model-damaged = Le modèle { $file } est abîmé
error-model-damaged-help = Redemandez le fichier à son auteur. Rien n’a été calculé avec.
error-model-wrapped = Ce fichier contient un modèle à l’intérieur d’un autre
error-model-wrapped-help = Calculer avec le seul modèle intérieur donnerait des risques faux. Demandez le modèle LightGBM lui-même.
error-model-unsafe = Ce fichier demande à exécuter un programme
error-model-unsafe-help = Rien n’a été exécuté. Demandez le modèle en fichier texte LightGBM.
error-bundle-changed = { $file } n’est pas le fichier que le paquet décrit
error-bundle-changed-help = Son empreinte diffère : le paquet a été modifié après coup. Redemandez-le.
error-bundle = Le paquet { $file } est inutilisable
error-bundle-help = Il lui faut un model.txt ; ses autres fichiers doivent être entiers.
error-dictionary = Le dictionnaire du modèle ne peut pas être lu
error-dictionary-help = Corrigez la ligne indiquée, puis rouvrez le modèle.
error-not-base = { $file } n’est pas une base de clients que ce programme sait lire
error-not-base-help = Attendu : CSV (aussi .zip ou .gz) ou Parquet, une ligne par client.
error-missing-features =
    { $count ->
        [one] Il manque à la base { $count } donnée que lit le modèle
       *[other] Il manque à la base { $count } données que lit le modèle
    }
error-missing-features-help = Ajoutez ces colonnes, ou ouvrez d’abord le modèle qui va avec cette base.
error-missing-features-list = Manquent : { $names }
error-duplicate-headers = Deux colonnes de la base portent le même nom
error-duplicate-headers-help = Renommez l’une d’elles : le modèle ne saurait pas laquelle lire.
error-short-rows = Des lignes de la base n’ont pas autant de cases que l’en-tête
error-short-rows-help = Corrigez les lignes indiquées. Rien n’est complété au hasard.
error-encoding = Les lettres de { $file } sont illisibles
error-encoding-help = Enregistrez-le en UTF-8 ou Windows-1252, puis rouvrez-le.
error-cell = Une case de la base n’est pas ce que sa colonne demande
error-cell-help = Corrigez la ligne indiquée, puis rouvrez la base.
error-id-column = La colonne des identifiants est introuvable
error-id-column-help = Nommez cette colonne ID dans la base, ou lancez le programme avec --id-column et son nom.
error-missing-ids = Des clients de la base n’ont pas d’identifiant
error-missing-ids-help = Complétez les lignes nommées, puis rouvrez la base.
error-empty-base = La base ne contient aucun client
error-empty-base-help = Vérifiez que c’est le bon fichier.
error-archive = L’archive { $file } ne peut pas être ouverte
error-archive-help = Elle doit contenir un seul tableau. Décompressez-la et ouvrez le tableau lui-même.
error-memory = La mémoire ne suffit pas pour cette base
error-memory-help = Fermez d’autres programmes, ou ouvrez une base avec moins de colonnes.
error-not-kept = Cette base dépasse la mémoire et n’a pas pu être conservée sur le disque
error-not-kept-help = Libérez de la place sur le disque, ou choisissez un autre dossier pour les bases conservées dans les réglages.
error-settings-save = Les réglages n’ont pas pu être enregistrés
error-settings-save-help = Ils valent jusqu’à la fermeture du programme.
error-dialog = La fenêtre de fichiers du système n’a pas pu s’afficher
error-dialog-help = Tapez le chemin, ou déposez le fichier sur la fenêtre.
error-cancelled = Annulé
error-cancelled-help = Rien n’a été modifié.
error-worker = Le travail de fond s’est arrêté de façon inattendue
error-worker-help = Ce qui est à l’écran reste juste. Relancez le programme pour continuer.
error-graphics = Aucune fenêtre ne peut s’afficher sur cet ordinateur
error-graphics-help = Calculez depuis un terminal : clairscore score --id 42

## Où une base est en défaut

detail-duplicate-columns = Noms répétés : { $names }.
detail-row-lengths =
    { $count ->
        [one] { $count } cellule attendue par ligne ; ligne (cellules trouvées) : { $lines }.
       *[other] { $count } cellules attendues par ligne ; ligne (cellules trouvées) : { $lines }.
    }
detail-cells =
    { $count ->
        [one] Colonne { $column } : { $count } cellule n’est pas un nombre utilisable, { $places }.
       *[other] Colonne { $column } : { $count } cellules ne sont pas des nombres utilisables, { $places }.
    }
detail-missing-ids = Colonne { $column }, { $places }.
detail-columns = Colonnes de la base : { $names }.
detail-nul = La ligne { $line } contient un caractère nul : le fichier est abîmé ou n’est pas un texte.
detail-unclosed-quote = Un guillemet s’ouvre dans la colonne { $column } à la ligne { $line } et rien ne le ferme.
detail-lines =
    { $count ->
        [one] ligne { $places }
       *[other] lignes { $places }
    }
detail-rows =
    { $count ->
        [one] rang { $places }
       *[other] rangs { $places }
    }

## Warnings and notes

notice-info = information
notice-warning = attention
notice-error = pas fait
notice-dismiss = Ranger cet avis
notice-no-threshold = Ce modèle n’a pas de seuil : 50 % est affiché, fixez-en un dans la page Modèle.
notice-never-missing-several =
    { $count ->
        [one] { $count } donnée n’est pas renseignée et le modèle ne l’a jamais vue manquer : elle est lue comme 0 ({ $labels }).
       *[other] { $count } données ne sont pas renseignées et le modèle ne les a jamais vues manquer : elles sont lues comme 0 ({ $labels }).
    }
notice-no-names = Ce modèle ne nomme pas ses données : les colonnes sont associées par leur position. Vérifiez que l’ordre est le bon.
notice-base-title = À savoir sur cette base
notice-not-kept = La base n’a pas pu être conservée sur cet ordinateur, dans { $folder } : elle sera relue depuis son fichier la prochaine fois.
notice-not-utf8 = Le texte n’est pas en UTF-8 : il a été lu comme du Windows-1252. Vérifiez les lettres accentuées.
notice-clients-numbered = Aucune colonne n’identifie les clients : ils portent le numéro de leur ligne.
notice-id-column = La colonne « { $column } » identifie les clients : c’est la première dont toutes les valeurs diffèrent. Vérifiez que c’est la bonne.
notice-model-title = À savoir sur ce modèle
notice-positive-class = Le modèle prédit la probabilité de « { $label } ».
notice-calibration-not-given = Sa fiche nomme un calibrage ({ $name }) sans le contenir : les probabilités sont celles des arbres eux-mêmes.
notice-from-pickle = Le texte du modèle a été extrait d’un fichier pickle ({ $class }), sans rien exécuter.
notice-no-dictionary = Aucun dictionnaire n’accompagne ce modèle : les données gardent leur nom technique.
notice-dictionary-partial =
    { $count ->
        [one] { $count } donnée n’a pas de nom courant dans le dictionnaire.
       *[other] { $count } données n’ont pas de nom courant dans le dictionnaire.
    }
notice-no-card = Aucune fiche n’accompagne ce modèle : on ne sait ni qui l’a fait, ni ce qu’il vaut.
notice-id-is-feature = Le modèle lit l’identifiant ({ $column }) comme s’il disait quelque chose du client. Ses risques en dépendent.
notice-unseen-categories =
    { $count ->
        [one] { $label } : { $count } client a une valeur que le modèle n’a jamais vue ; elle compte comme non renseignée.
       *[other] { $label } : { $count } clients ont des valeurs que le modèle n’a jamais vues ; elles comptent comme non renseignées.
    }
notice-never-missing = { $label } : non renseigné, ce que le modèle n’a jamais vu ; il compte 0 à la place.
notice-duplicate-ids =
    { $count ->
        [one] { $count } identifiant figure sur plusieurs lignes : { $ids }.
       *[other] { $count } identifiants figurent sur plusieurs lignes : { $ids }.
    }
notice-scores-differ = Les deux moteurs ne sont pas d’accord : ne vous fiez pas à ces scores.
notice-trees-limited = { $used } arbres sur { $total } sont utilisés, comme le fichier le demande.
notice-additivity = La somme des raisons de ce client ne donne pas son score (écart { $difference }) : ne vous y fiez pas.

## Settings and help

help-title = Aide
help-shortcuts-title = Clavier
help-shortcut-search = Trouver un client
help-shortcut-up-down = Client précédent ou suivant de la liste
help-shortcut-enter = Montrer le premier client trouvé
help-shortcut-escape = Fermer, ou effacer la recherche
help-shortcut-open = Ouvrir un fichier
help-shortcut-tabs = Client, Population, Modèle
help-shortcut-zoom = Agrandir, réduire, taille normale
help-shortcut-theme = Clair ou sombre
help-shortcut-language = Français ou anglais
help-shortcut-help = Cette aide
help-shortcut-tab = Champ ou bouton suivant
help-shortcut-page = Une page plus haut ou plus bas dans une liste
help-shortcut-home-end = Premier ou dernier client de la liste
key-ctrl = Ctrl
key-enter = Entrée
key-escape = Échap
key-arrows = ↑ ↓
key-tab = Tab
key-page = Page préc., Page suiv.
key-home-end = Début, Fin
help-reading-title = Comment lire
help-reading-odds = Un facteur × 2 double la cote du défaut ; × 0,5 la divise par deux. Quand le risque est faible, il multiplie à peu près d’autant le risque lui-même.
help-reading-missing = « Non renseigné » est une information pour le modèle : rien n’est complété.
help-reading-advice = Le modèle conseille ; une personne décide.
help-about-title = À propos
help-about-version = Clairscore { $version }
help-about-private = Tout est calculé sur cet ordinateur. Le programme n’ouvre aucune connexion réseau.
help-about-licence = Licence : MIT ou Apache-2.0, à votre choix.
help-about-data = Données de démonstration : Default of Credit Card Clients, I-Cheng Yeh (2009), UCI Machine Learning Repository, doi 10.24432/C55S3H, licence CC BY 4.0.
help-about-font = Police : Inter, SIL Open Font License 1.1.
help-about-engine = Modèles : LightGBM (licence MIT) apprend, et donne le second avis.
help-close = Fermer

## Common

common-delete = Supprimer
common-hide-table = Masquer le tableau
common-unknown = inconnu
common-colon = { $label } : { $value }

## Un client sur une feuille de papier

page-kind = Un score de crédit, expliqué
page-gauge = Jauge de risque
page-comparisons = La place de ce client
page-data = Données derrière ces raisons
page-origin = Provenance de cette page
page-model = Modèle
page-base = Base de clients
page-program = Programme
page-date = Date
page-private = Cette page contient des données personnelles : traitez-la comme le dossier du client.

## LIME, la seconde méthode

lime-method = LIME, une méthode approchée : { $samples } clients tirés autour de celui-ci, graine { $seed }
lime-fit = Ajustement local (R²) : { $fit } ; à 1, une droite dit tout ce que fait le modèle autour de ce client.
lime-fit-none = Ajustement local (R²) : aucun, le modèle dit la même chose de tous les clients tirés.
lime-raises = + { $label } : { $value } – environ { $points } points de risque en plus
lime-lowers = − { $label } : { $value } – environ { $points } points de risque en moins
lime-agreement =
    { $shared ->
        [one] Face aux raisons exactes : { $shared } des { $of } facteurs les plus forts en commun ; corrélation des rangs { $correlation }.
       *[other] Face aux raisons exactes : { $shared } des { $of } facteurs les plus forts en commun ; corrélation des rangs { $correlation }.
    }
lime-caution = Une autre graine tire d’autres clients et donne d’autres chiffres ; les raisons exactes ne changent jamais.

## Terminal

cli-reasons = Raisons, de la plus forte à la plus faible
cli-reference-work = Préparation de ceux à qui le client est comparé
cli-explain-work = Explication de tous les clients
cli-explain-written = { $clients } clients expliqués : { $path }
cli-no-display = Pas d’écran sur cette machine : la fenêtre ne peut pas s’ouvrir. Calculez depuis le terminal : clairscore score --id 42

## Préparation des variables (terminal)

prepare-work = Préparation
prepare-made =
    { $clients ->
        [one] { $clients } client, { $columns } colonnes (recette { $recipe }) : { $place }
       *[other] { $clients } clients, { $columns } colonnes (recette { $recipe }) : { $place }
    }
prepare-dictionary = Le nom courant des colonnes : { $place }
prepare-labelled =
    { $count ->
        [one] L’issue est connue pour { $count } client.
       *[other] L’issue est connue pour { $count } clients.
    }
prepare-left-out =
    { $count ->
        [one] { $count } demandeur dont le sexe n’est pas renseigné (XNA) a été écarté.
       *[other] { $count } demandeurs dont le sexe n’est pas renseigné (XNA) ont été écartés.
    }
prepare-no-neighbours = ATTENTION : aucune issue n’est connue, donc le taux de défaut des voisins manque pour tous. Donnez avec --neighbours la table sur laquelle le modèle a été entraîné.
prepare-tables = Lu
prepare-rows =
    { $count ->
        [one] { $count } ligne
       *[other] { $count } lignes
    }
prepare-strays =
    { $count ->
        [one] , dont { $count } qui n’est à aucun demandeur
       *[other] , dont { $count } qui ne sont à aucun demandeur
    }
prepare-missing = ATTENTION : la table { $table } manque ; ces colonnes sont absentes : { $columns }
prepare-infinite = Divisions par zéro, dont le résultat infini est devenu manquant
prepare-infinite-column =
    { $count ->
        [one] { $column } : { $count } client
       *[other] { $column } : { $count } clients
    }
prepare-unseen = ATTENTION : des modalités inconnues du paquet ne sont dans aucune colonne
prepare-unseen-column =
    { $count ->
        [one] { $column } : { $count } ligne
       *[other] { $column } : { $count } lignes
    }
prepare-notes = Remarqué à la lecture

## Tableaux qui décrivent les clients

table-list-title = Tableaux ajoutés à cette base
table-describes =
    { $count ->
        [one] décrit { $matched } client sur { $count }
       *[other] décrit { $matched } clients sur { $count }
    }
error-table-no-base = Il n’y a pas de base clients à laquelle ajouter un tableau
error-table-no-base-help = Ouvrez d’abord une base clients.
error-table-duplicates = Le tableau { $file } a plusieurs lignes pour un même client
error-table-duplicates-help = Gardez une ligne par client : personne ne peut dire laquelle décrit le client.
detail-table-duplicates =
    { $count ->
        [one] { $count } identifiant de la colonne { $column } figure sur { $rows } lignes.
       *[other] { $count } identifiants de la colonne { $column } figurent sur { $rows } lignes.
    }
error-table-nothing = Le tableau { $file } ne décrit aucun des clients
error-table-nothing-help = Vérifiez que les deux fichiers écrivent les identifiants de la même façon, et que la colonne des identifiants porte le même nom.
detail-table-nothing = La colonne { $table } du tableau a été comparée à la colonne { $base } de la base.

## Copies conservées des bases clients

kept-title = Copies des bases clients conservées sur cet ordinateur
kept-open = Copies conservées des bases clients…
kept-intro = Une grande base est lue une fois, et tous ses clients sont expliqués une fois ; les copies s’ouvrent aussitôt la fois suivante. Seul votre compte peut les lire.
kept-switch = Conserver une copie des grandes bases
kept-off-hint = Sans copie, une grande base est relue à chaque fois et doit tenir en mémoire.
kept-none = Aucune copie n’est conservée.
kept-total =
    { $count ->
        [one] { $count } copie, { $size }
       *[other] { $count } copies, { $size } en tout
    }
kept-columns =
    { $count ->
        [one] { $count } colonne
       *[other] { $count } colonnes
    }
kept-used-today = utilisée aujourd’hui
kept-used =
    { $days ->
        [one] utilisée il y a { $days } jour
       *[other] utilisée il y a { $days } jours
    }
kept-contributions = { $base } : raisons de tous les clients ({ $model })
kept-unreadable = Une copie que cette version ne peut pas lire
kept-remove = Retirer
kept-remove-name = Retirer { $name }
kept-remove-all = Retirer toutes les copies
kept-in-use =
    { $count ->
        [one] { $count } copie est utilisée et reste pour l’instant.
       *[other] { $count } copies sont utilisées et restent pour l’instant.
    }
status-kept = Lecture des copies conservées
store-fault = La copie conservée de la base a changé pendant qu’elle était ouverte
store-fault-reads-again = Ce qui était affiché est écarté, et la base est relue depuis sa source.
store-fault-open-again = C’est arrivé deux fois : vérifiez le disque, puis rouvrez la base.
size-kilobytes = { $number } ko
size-megabytes = { $number } Mo
size-gigabytes = { $number } Go
cli-synth-table = { $file } : { $rows } lignes, { $bytes } octets

## Contributions de tous les clients : ce qui tient lieu de ce qu’on en tire

everybody-computing = Tous les clients sont en cours d’explication. Ce qu’on en tire s’affichera ici ; le reste de la fenêtre continue.
everybody-stopped = L’explication de tous les clients a été arrêtée.
everybody-no-room = Les contributions de tous les clients ne tiennent pas sur le disque
everybody-no-room-help = Elles occupent { $size } dans { $folder }. Faites de la place, puis réessayez ; tout ce qui concerne un seul client fonctionne sans elles.
everybody-failed = Les contributions de tous les clients n’ont pas pu être lues sur le disque
everybody-failed-help = Le disque est peut-être défaillant. Tout ce qui concerne un seul client fonctionne sans elles.
everybody-again = Expliquer tous les clients
status-contributions = Explication de tous les clients

## Semblables par les raisons

compare-look-alikes = Semblables
look-alikes-looking = Recherche des clients dont les raisons sont les plus proches.
look-alikes-too-many = Les semblables sont cherchés dans les bases de { $limit } clients au plus.
look-alikes-nobody = Il n’y a personne à qui comparer ce client.
look-alikes-sentence =
    { $count ->
        [one] Le client dont les raisons sont les plus proches : { $repaid } sur { $count } a remboursé.
       *[other] Des { $count } clients dont les raisons sont les plus proches, { $repaid } ont remboursé : { $share } (intervalle à 95 % : de { $low } à { $high }).
    }
look-alikes-unknown =
    { $count ->
        [one] Voici le client dont les raisons sont les plus proches. On ne sait pas ce qu’est devenu son crédit.
       *[other] Voici les { $count } clients dont les raisons sont les plus proches. On ne sait pas ce que sont devenus leurs crédits.
    }
look-alikes-meaning = Les plus proches sont ceux dont les valeurs pèsent de la même façon dans le score.
look-alikes-unseen-only = Seuls comptent les clients que le modèle n’a jamais vus.
look-alikes-perhaps-seen = Le modèle a pu apprendre de certains d’entre eux.
look-alikes-repaid = Le plus proche qui a remboursé
look-alikes-defaulted = Le plus proche qui n’a pas remboursé
look-alikes-nearest = Le plus proche
look-alikes-no-difference = Aucune valeur qui compte ne diffère.
look-alikes-column-factor = Différence
look-alikes-column-own = Ce client
look-alikes-list =
    { $count ->
        [one] Le semblable
       *[other] Les { $count } semblables
    }
look-alike-show = Afficher le client { $id }
look-alike-risk = risque { $risk }
look-alike-repaid = remboursé
look-alike-defaulted = défaut

## Par rapport à qui les raisons sont mesurées ; la seconde méthode dans la fenêtre

reasons-against = Mesuré par rapport à
reasons-against-average = Client moyen
reasons-against-just-accepted = Acceptés de justesse
reasons-against-group = Le groupe
reasons-reference-nobody = Personne n’est accepté de justesse à ce seuil, ou n’appartient au groupe.
reasons-reference-refused = Ce modèle ne le permet pas ({ $reason }).
reasons-reference-applicants-hint = Chaque raison dit de combien la valeur de ce client écarte son risque de celui de ces clients. Mises bout à bout, les raisons mènent de leur score moyen à celui de ce client.
reasons-sum = Leur risque typique est de { $from }. Toutes les raisons ensemble (cote { $factor }) mènent de là à { $to }, le risque de ce client.
lime-title = Pour experts : une seconde méthode
lime-note = LIME, approchée
lime-drawing = Des clients sont tirés autour de celui-ci.
lime-column-points = Points de risque
lime-points-more = + { $points } de plus
lime-points-less = − { $points } de moins

## Entraîner et mesurer, dans le terminal

train-part-train = apprentissage
train-part-validation = validation
train-part-hold-out = réserve
train-part-size =
    { $clients ->
        [one] { $clients } client
       *[other] { $clients } clients
    }, dont { $defaults } en défaut ({ $rate }).
train-column-clients = clients
train-column-defaults = défauts
train-column-rate = taux de défaut
train-column-from = de
train-column-to = à
train-column-repaid = remboursé
train-column-defaulted = défaut
train-column-promised = annoncé
train-column-observed = constaté
train-column-accepted = acceptés
train-column-accepted-of-repaid = acceptés parmi ceux qui ont remboursé
train-column-auc = AUC
train-column-average-precision = précision moyenne
train-column-brier = Brier
train-column-calibration-error = écart annoncé/constaté
train-column-cost = coût par client
train-column-seconds = secondes
train-column-learnt = appris de
train-column-trees = arbres
train-column-threshold = seuil
train-column-loss = perte par client
train-column-fold = pli
train-column-trial = essai
train-column-learning-rate = pas
train-column-leaves = feuilles
train-column-leaf-clients = clients par feuille
train-column-features = variables par arbre
train-column-clients-a-tree = clients par arbre
train-column-l2 = pénalité L2
train-row-accepted = acceptés
train-row-refused = refusés
train-base-sha256 = SHA-256 de la base
train-interval = { $value } ({ $low } à { $high })
train-shape = { $features } variables, { $trees } arbres, { $leaves } feuilles.
train-left-out = Laissée de côté : « { $column } » contient des mots que les clients ne partagent guère.
train-row-number = Laissée de côté : « { $column } » est le numéro de la ligne du client dans la table d’où viennent les variables, et ne dit rien du client. Demandez-la avec --features si elle est voulue.
train-suspected-leak = FUITE SOUPÇONNÉE : « { $feature } » a à elle seule une AUC de { $auc }, au-dessus de { $limit }. Est-elle connue le jour de la décision ? Sinon, écartez-la avec --exclude.
train-suspect-auc = SUSPECT : une AUC de { $auc } dépasse { $limit }, qu’aucun modèle honnête de ces données n’a atteint. Cherchez une colonne qui connaît la réponse.
train-threshold-title = Seuil { $threshold }
train-threshold-by-cost = C’est celui qui coûte le moins sur les clients de validation quand un défaut accepté coûte { $ratio } clients refusés qui auraient remboursé. Des probabilités exactes le placeraient à { $ideal }.
train-threshold-by-f-beta = C’est celui qui donne le meilleur F-bêta sur les clients de validation, { $value }, avec bêta = { $beta } : repérer un défaut compte autant de fois plus qu’épargner quelqu’un d’autre.
train-threshold-by-amounts = C’est celui qui perd le moins d’argent sur les clients de validation quand un défaut perd { $lost } de « { $column } » et qu’un crédit remboursé en rapporte { $earned }.
train-threshold-flat = De { $from } à { $to }, la perte est supérieure de 1 % au plus.
train-threshold-interval = Avec d’autres clients du même genre, il se situerait de { $low } à { $high } (intervalle à 95 %).
train-money = Sur les clients de réserve, { $loss } perdus par client ({ $low } à { $high }), contre { $without } sans modèle.
train-hold-out-title = Sur les clients de réserve, sur lesquels rien n’a été choisi (intervalles à 95 %)
train-validation-auc = Sur les clients de validation, ce qui flatte : AUC { $auc }.
train-confusion-title = Ce que fait le seuil
train-cost-without-model = Accepter ou refuser tout le monde coûterait { $cost } par client.
train-calibration-title = Risque annoncé et constaté, en dix groupes
train-calibration-none = Les probabilités sont celles des arbres eux-mêmes.
train-calibration-platt = Les probabilités sont calibrées (Platt) : la cote à la puissance { $slope }, { $intercept } ajouté à son logarithme.
train-calibration-isotonic = Les probabilités sont calibrées le long d’une ligne montante de { $points } points (isotonique).
train-calibration-before = Écart moyen entre risque annoncé et constaté : { $before } avant, { $after } après.
train-groups-title = Clients de réserve par { $column }
train-groups-small = Les groupes de moins de { $count } clients ne sont pas montrés seuls.
train-group-missing = non renseigné
train-group-rare = valeurs rares
train-rivals-title = À côté de modèles simples, sur les clients de réserve
train-rival-constant = le même risque pour tous
train-rival-logistic = régression logistique
train-rival-trees = arbres
train-balanced-title = Façons de traiter les défauts rares, sur les clients de réserve
train-balanced-own = { $way }
train-balanced-calibrated = { $way }, calibré ({ $method })
train-balanced-note = Chaque façon apprend des mêmes clients et est mesurée sur les mêmes, tels qu’ils sont.
train-way-none = tels quels
train-way-weights = pondérés
train-way-smote = défauts inventés (SMOTE)
train-folds-title = Validation croisée parmi les clients d’apprentissage
train-folds = { $count } plis : AUC moyenne { $mean }, écart type { $deviation }. Chacun a aussi servi à choisir le nombre d’arbres, ce qui flatte un peu.
train-trials-title = Recherche de réglages
train-trials =
    { $count ->
        [one] { $count } essai
       *[other] { $count } essais
    } sur les clients de validation, dont { $given_up } abandonnés. Le meilleur est celui qui a été gardé.
train-trial-given-up = { $auc } (abandonné)
train-limits-title = Limites
train-limits-refused = Les clients refusés ne sont pas dans les données : le modèle ne dit rien de fiable à leur sujet.
train-limits-association = Les raisons sont des associations dans ces données, non des causes.
train-limits-person = Le modèle conseille ; une personne décide.
train-rebuild-title = Le refaire, à l’octet près
train-written = Écrit : { $place }
train-run-kept = Entraînement gardé : { $name }
train-stage-reading = Lecture de la base…
train-stage-leaks = Examen de chaque colonne seule…
train-stage-searching = Recherche de réglages…
train-stage-folds = Validation croisée…
train-stage-growing = Croissance des arbres…
train-stage-imbalance = Comparaison des façons de traiter les défauts rares…
train-stage-baselines = Entraînement de modèles simples…
train-stage-measuring = Mesure…
train-stage-reference = Mesure de la portée de chaque variable…
train-progress-of = { $done } sur { $of }
train-bad-end = L’entraînement n’est pas allé à son terme : { $what }. Rien n’a été écrit.
train-end-killed = le système ou quelqu’un a arrêté son processus (signal 9), souvent faute de mémoire
train-end-signal = son processus s’est effondré (signal { $signal })
train-end-code = son processus s’est terminé avec le code { $code }
evaluate-title = { $model } sur { $base }
evaluate-threshold = Seuil : { $threshold }.
evaluate-metrics-title = Mesures (intervalles à 95 %)
evaluate-seen = Le modèle a appris de clients de cette base même : les chiffres flattent. Mesurez ceux qu’il n’a jamais vus avec --part hold-out.
runs-none = Aucun entraînement n’est gardé dans { $folder }.
runs-column-run = entraînement
runs-column-name = modèle
runs-same-title = Partout pareil
