# Les mots des agents, un seul par idée de la procédure.

agency-immigration = Immigration
agency-customs = Douane
agency-health = Santé
agency-agriculture = Agriculture
agency-standards = Normes
agency-police = Police
agency-gate = Barrière
agency-protection = Protection

flow-traveller = À pied
flow-car = Voiture
flow-bus = Autocar
flow-truck = Camion
flow-small_trader = Petit commerçant

category-pre_cleared = Prédédouané
category-transit = Transit
category-empty = À vide
category-to_be_cleared = À dédouaner
category-perishable = Denrées périssables
category-livestock = Animaux vivants
category-dangerous = Marchandises dangereuses

side-exit = Sortie
side-entry = Entrée
side-gate = Barrière

subject-traveller = Voyageur
subject-crew = Membre d’équipage
subject-conveyance = Véhicule
subject-consignment = Marchandises

relation-drives = conduit
relation-crew_of = équipage de
relation-guardian_of = accompagne le mineur
relation-travels_on = voyage à bord de
relation-carried_on = transporté par
relation-towed_by = tracté par

step-blocked = Attend une étape antérieure
step-ready = Prêt
step-in_progress = En cours
step-queried = En attente de l’usager
step-referred = Renvoyé
step-cleared = Fait
step-waived = Dispensé
step-refused = Refusé
step-held = Retenu
step-void = Sans objet

phase-registered = Enregistré
phase-exit_controls = Contrôles de sortie
phase-exit_complete = Sortie terminée
phase-entry_controls = Contrôles d’entrée
phase-admitted = Admis
phase-released = Mainlevée accordée
phase-departed = Parti
phase-held = Retenu
phase-entry_refused = Entrée refusée
phase-offered_back = Proposé au retour
phase-exit_denied = Sortie refusée
phase-withdrawn = Retiré
phase-readmitted = Réadmis
phase-custody_transferred = Remis à l’autorité
phase-abandoned = Abandonné
phase-void = Annulé

lane-green = Vert : mainlevée
lane-yellow = Jaune : contrôle documentaire
lane-red = Rouge : visite physique
lane-blue = Bleu : contrôle a posteriori

role-officer = Agent
role-second_officer = Second agent
role-supervisor = Chef d’équipe
role-reception = Accueil
role-gate = Barrière
role-protection_officer = Agent de protection
role-administrator = Administrateur
role-auditor = Auditeur
role-empowered = Habilité à retenir

care-meal_taken = Repas donné et pris
care-meal_left = Repas donné et laissé
care-medical = Aide médicale
care-family_told = Famille informée
care-family_not_told = Famille non informée
care-consulate_told = Consulat informé
care-consulate_not_told = Consulat non informé
care-lawyer_told = Avocat informé
care-lawyer_not_told = Avocat non informé
care-same_sex_given = Agent du même sexe demandé et donné
care-same_sex_not_given = Agent du même sexe demandé, aucun présent
care-seen = Vu, soigné
