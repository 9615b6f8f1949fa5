"""Pages: the frame's variables, the menu of each role, the messages shown after a move."""

from typing import Any

from litestar.response import Redirect, Template

from asv.domain.acteurs import Acteur, Role
from asv.usecases.nouvelles import MOST_COUNTED
from asv.web.dependencies import WebRequest
from asv.web.site import Site, csrf_token

HOME = {
    Role.MEDIATEUR: "/ma-journee",
    Role.PARTENAIRE: "/actions",
    Role.COORDINATEUR: "/coordination",
    Role.ADMINISTRATEUR: "/comptes",
    Role.FINANCEUR: "/diagnostic",
}
MENUS = {
    Role.MEDIATEUR: (
        ("/ma-journee", "Ma journée"), ("/terrain", "Saisir"), ("/suivis", "Suivis"),
        ("/saisies", "Mes saisies"), ("/calendrier", "Calendrier"),
        ("/documents", "Documents"), ("/structures", "Annuaire"),
    ),
    Role.PARTENAIRE: (
        ("/actions", "Actions"), ("/calendrier", "Calendrier"), ("/matrice", "Matrice"), ("/moyens", "Moyens"),
        ("/engagements", "Engagements"), ("/chiffres", "Chiffres"), ("/documents", "Documents"),
        ("/structures", "Annuaire"),
    ),
    Role.COORDINATEUR: (
        ("/coordination", "Bureau"), ("/diagnostic", "Diagnostic"), ("/documents", "Documents"),
        ("/actions", "Actions"), ("/calendrier", "Calendrier"), ("/matrice", "Matrice"), ("/moyens", "Moyens"),
        ("/engagements", "Engagements"), ("/structures", "Annuaire"), ("/equipe", "Équipe"),
    ),
    Role.ADMINISTRATEUR: (("/comptes", "Comptes"), ("/tablettes", "Tablettes")),
    Role.FINANCEUR: (
        ("/diagnostic", "Diagnostic"), ("/chiffres", "Chiffres"), ("/documents", "Documents"),
        ("/calendrier", "Calendrier"), ("/matrice", "Matrice"),
        ("/engagements", "Engagements"), ("/actions/echeances", "Échéances"),
    ),
}  # fmt: skip
NEWS = ("/notifications", "Nouvelles")
"""Last in the menu of every role, with the count of what is unread."""
MESSAGES = {
    "action-creee": ("success", "L’action est créée. Ajoutez ses dates, puis invitez d’autres structures."),
    "action-passee": ("success", "C’est noté : l’action est passée à l’état suivant."),
    "action-annulee": ("success", "L’action est annulée : ses moyens sont rendus, les structures sont prévenues."),
    "action-reportee": ("success", "L’action est reportée : ses anciennes dates restent visibles, comme reportées."),
    "alertes-notees": ("success", "Les structures concernées lisent maintenant ces alertes sur leurs fiches."),
    "alerte-decidee": ("success", "La décision est gardée avec sa raison. Faites le changement sur la fiche."),
    "controle-lu": ("success", "Le contrôle est lu : la concertation peut s’ouvrir."),
    "priorite-notee": ("success", "La priorité est notée : les actions peuvent la citer."),
    "priorite-retiree": ("info", "La priorité ne se choisit plus ; les actions qui la citent la gardent."),
    "classement-note": ("success", "Le classement est noté. S’il en remplace un, l’ancien reste lisible."),
    "priorites-decidees": ("success", "La décision est notée. Reliez chaque priorité : elle sera alors dite décidée."),
    "priorite-reliee": ("success", "Les liens de la priorité sont enregistrés."),
    "document-cree": ("success", "Le document est créé, avec tous ses chapitres : retirez ceux qui ne servent pas."),
    "bloc-ajoute": ("success", "C’est ajouté à la fin du chapitre."),
    "bloc-retire": ("info", "C’est retiré du chapitre."),
    "texte-garde": ("success", "Le texte est enregistré."),
    "texte-a-cote": ("warning", "Quelqu’un a changé ce texte entre-temps. Les deux sont gardés : choisissez."),
    "choix-fait": ("success", "C’est choisi ; l’autre texte reste gardé."),
    "remarque-notee": ("success", "La remarque est notée."),
    "remarque-reglee": ("success", "La remarque est réglée."),
    "version-proposee": ("success", "La version est figée : demandez à une autre personne de la relire."),
    "version-relire": ("success", "C’est relu : la version peut être approuvée."),
    "version-approuver": ("success", "La version est approuvée : elle peut être publiée."),
    "version-publier": ("success", "La version est publiée : elle ne changera plus."),
    "version-renvoyer": ("info", "La version est renvoyée, avec votre raison. Le document reste à reprendre."),
    "erratum-propose": ("success", "L’erratum est noté : une autre personne doit l’approuver."),
    "erratum-approuve": ("success", "L’erratum est approuvé : il se lit avec la version."),
    "diffusion-ouverte": ("success", "La diffusion est ouverte : partenaires, communes et public peuvent la lire."),
    "rapport-fige": ("success", "Le rapport est figé : tous les destinataires lisent désormais ces nombres."),
    "rapport-ajuste": ("success", "L’ajustement est écrit, avec sa date et sa raison, dans chaque rapport concerné."),
    "rangs-publies": ("success", "Les rangs de besoin sont publiés : ils ne changeront plus."),
    "besoin-ajoute": ("success", "Le besoin est ajouté."),
    "besoin-retire": ("success", "Le besoin est retiré."),
    "action-annoncee": ("success", "L’action est annoncée : elle figure au calendrier partagé."),
    "action-modifiee": ("success", "L’action est modifiée."),
    "date-ajoutee": ("success", "La date est ajoutée."),
    "date-annulee": (
        "success",
        "La date est annulée, et reste barrée au calendrier. Qui est concerné l’apprend : voir « Qui est prévenu ».",
    ),
    "date-deplacee": ("success", "La date est déplacée : les structures et les médiateurs en sont prévenus."),
    "date-reportee": ("success", "La date est reportée : l’ancienne reste visible, la nouvelle la remplace."),
    "frequentation-saisie": ("success", "La fréquentation est saisie."),
    "role-change": ("success", "Le rôle proposé est changé : la structure en est prévenue."),
    "place-retiree": ("info", "L’invitation est retirée : la structure en est prévenue."),
    "contact-note": ("success", "C’est noté sur la place de la structure."),
    "mot-ecrit": ("success", "Votre message est ajouté aux échanges."),
    "mot-retire": ("info", "Le message est retiré : son texte n’est plus montré."),
    "ligne-ajoutee": ("success", "La ligne est ajoutée au budget."),
    "ligne-modifiee": ("success", "La ligne est modifiée."),
    "ligne-enlevee": ("info", "La ligne est enlevée du budget."),
    "indicateur-ajoute": ("success", "L’indicateur est ajouté."),
    "indicateur-enleve": ("info", "L’indicateur est enlevé."),
    "indicateur-releve": ("success", "La valeur obtenue est notée."),
    "bilan-ecrit": ("success", "Le bilan est enregistré. Vous pouvez encore le compléter avant de le rendre."),
    "decision-notee": ("success", "La décision est notée."),
    "action-reconduite": ("success", "L’action est reconduite : ajoutez ses dates et réinvitez les structures."),
    "invitation-envoyee": ("success", "La structure est invitée : elle verra l’action dans son espace."),
    "invitation-acceptee": ("success", "Vous participez à cette action."),
    "invitation-declinee": ("info", "Vous avez décliné cette invitation."),
    "demande-envoyee": ("success", "Votre demande est envoyée au porteur de l’action : vous lirez sa réponse ici."),
    "demande-retiree": ("info", "Votre demande est retirée."),
    "demande-acceptee": ("success", "C’est accepté : la structure participe, et elle en est prévenue."),
    "demande-declinee": ("info", "C’est décliné : la structure en est prévenue."),
    "structure-creee": ("success", "La structure figure maintenant dans l’annuaire."),
    "structure-modifiee": ("success", "La fiche de la structure est à jour."),
    "engagement-note": ("success", "L’engagement est noté."),
    "engagement-modifie": ("success", "La fiche de l’engagement est corrigée."),
    "preuve-notee": ("success", "La preuve est ajoutée."),
    "avenant-note": ("success", "L’avenant est noté : l’ancienne cible et l’ancienne échéance restent lisibles."),
    "revue-notee": ("success", "La question et la réponse sont gardées avec l’engagement."),
    "ambition-notee": ("success", "La ligne est ajoutée au contrat de ville."),
    "ambition-retiree": ("info", "La ligne ne se choisit plus ; ce qui s’y rattachait la montre encore."),
    "structures-reunies": ("success", "Les deux fiches n’en font plus qu’une ; l’ancienne adresse mène à celle-ci."),
    "annuaire-importe": ("success", "Les structures sont ajoutées à l’annuaire, en une fois."),
    "droits-changes": ("success", "Les droits sont changés ; la personne les a dès maintenant."),
    "acces-ferme": ("success", "L’accès est fermé : la personne n’entre plus, et sa session est finie."),
    "acces-rouvert": ("success", "L’accès est rouvert, avec les mêmes droits et les mêmes dates."),
    "contrat-modifie": ("success", "Le périmètre du contrat est modifié."),
    "compte-cree": ("success", "Le compte est créé. Transmettez le lien d’invitation à la personne."),
    "compte-modifie": ("success", "Le compte est modifié."),
    "element-repris": ("success", "C’est repris : la saisie est reçue, au nom de son auteur."),
    "tablette-perdue": ("success", "La tablette est déclarée perdue : elle n’est plus reçue."),
    "tablette-retrouvee": ("success", "La tablette est remise en service."),
    "element-regle": ("success", "C’est réglé : la première version reste enregistrée."),
    "autre-date": ("success", "L’orientation vers la nouvelle date est notée : dites-la à la personne."),
    "signal-envoye": ("success", "Le signal est envoyé à la coordination."),
    "signaux-traites": ("success", "Ces signaux sont traités."),
    "texte-efface": ("success", "Le texte est effacé, le signal reste."),
    "saisie-corrigee": ("success", "La saisie est corrigée. Ce qu’elle disait avant reste gardé avec elle."),
    "saisie-annulee": ("success", "La saisie est annulée : elle ne compte plus. Vous pouvez la rétablir."),
    "saisie-retablie": ("success", "La saisie est rétablie : elle compte de nouveau."),
    "ajustement-note": ("success", "L’ajustement est noté : le trimestre clos ne bouge pas, il est compté à part."),
    "suivi-ouvert": ("success", "Le suivi est ouvert. La carte reste à la personne."),
    "suivi-note": ("success", "C’est noté dans le suivi."),
    "suivi-demenage": ("success", "Le déménagement est noté. Le suivi garde son code."),
    "suivi-clos": ("success", "Le suivi est clos. Remettez à la personne la liste des lieux utiles si elle part."),
    "suivi-rouvert": ("success", "Le suivi est rouvert."),
    "suivi-departage": ("success", "Le choix est noté ; l’autre valeur reste dans l’histoire, écartée."),
    "suivi-efface": ("success", "Le suivi est effacé. Ses contacts restent, sans code et sans réponse sensible."),
    "relais-propose": ("success", "Le relais est proposé. Vous restez référent jusqu’à la réponse."),
    "relais-accepte": ("success", "Vous êtes maintenant le médiateur référent."),
    "relais-refuse": ("info", "Vous avez décliné ce relais."),
    "carte-remplacee": ("success", "La nouvelle carte ouvre le suivi ; l’ancienne n’ouvre plus rien."),
    "suivis-reunis": ("success", "Les deux suivis n’en font plus qu’un, et les deux cartes l’ouvrent."),
    "contact-rattache": ("success", "Le contact est rattaché à ce suivi."),
    "pense-bete-garde": ("success", "Le pense-bête est gardé trente jours, pour vous seul."),
    "pense-bete-efface": ("info", "Le pense-bête est effacé."),
    "reprise-faite": ("success", "L’import est fait, en une fois. Vous pouvez encore l’annuler en entier."),
    "reprise-annulee": ("success", "L’import est annulé : il n’en reste aucune ligne."),
    "reprise-abandonnee": ("info", "Le fichier est oublié : rien n’a été enregistré."),
    "serie-apportee": ("success", "Les chiffres sont enregistrés. Vous pouvez encore annuler chaque import."),
    "serie-annulee": ("success", "L’import est annulé : ce qu’il avait remplacé se lit de nouveau."),
    "traduction-corrigee": ("success", "Le texte est corrigé. Les tablettes le prendront à leur prochaine connexion."),
    "flux-revoque": ("success", "L’adresse est révoquée : elle ne donne plus rien à personne."),
    "moyen-publie": ("success", "L’annonce est publiée : toutes les structures la voient."),
    "moyen-modifie": ("success", "L’annonce est à jour."),
    "moyen-reservee": ("success", "C’est réservé."),
    "moyen-demandee": ("info", "La demande est envoyée : le moyen vous est gardé jusqu’à la réponse."),
    "moyen-refusee": ("info", "C’est refusé : la structure en est prévenue, et le moyen est libre de nouveau."),
    "moyen-liberee": ("info", "Le moyen est libre de nouveau."),
    "moyen-utilisee": ("success", "C’est noté : ce moyen a servi."),
    "moyen-rendue": ("success", "C’est noté : ce moyen est rendu."),
    "plan-sans-moyen": ("warning", "Le brouillon est prêt, mais un moyen vient d’être pris : voyez « Moyens »."),
    "plan-retenu": ("success", "Le brouillon de l’action est prêt : relisez ses dates, puis invitez les structures."),
    "nouvelle-vue": ("success", "C’est dit : vous avez vu."),
    "nouvelles-lues": ("info", "Tout est marqué comme lu. Ce qui attend un « vu » reste en tête."),
    "rythme-choisi": ("success", "C’est enregistré."),
    "deconnexion": ("info", "Vous êtes déconnecté."),
}


def frame(request: WebRequest, site: Site) -> dict[str, Any]:
    """The variables of templates/layout/base.html."""
    acteur = request.scope.get("user")
    token = request.scope.get("auth")
    return {
        "release": site.release,
        "territoire": acteur.territoire_nom if acteur else None,
        "menu": menu_of(acteur, request.url.path),
        "non_lues": unread_of(request),
        "utilisateur": user_of(acteur),
        "csrf": csrf_token(token) if token else "",
        "is_demo": site.is_demo,
        "lit_seulement": acteur is not None and not acteur.may_write,
        "messages": [MESSAGES[code] for code in request.query_params.getall("fait", []) if code in MESSAGES],
    }


def unread_of(request: WebRequest) -> str:
    """How many news are unread, counted at the gate: « 3 », « 99+ », or nothing."""
    count = request.scope["state"].get("non_lues", 0)
    return f"{MOST_COUNTED - 1}+" if count >= MOST_COUNTED else str(count or "")


def user_of(acteur: Acteur | None) -> dict[str, Any] | None:
    if acteur is None:
        return None
    has_carnet = acteur.role is Role.MEDIATEUR
    return {"nom": acteur.nom_affiche, "role_libelle": acteur.role.libelle, "has_carnet": has_carnet}


def menu_of(acteur: Acteur | None, path: str) -> list[tuple[str, str, bool]]:
    if acteur is None:
        return []
    entries = (*MENUS[acteur.role], NEWS)
    return [(url, libelle, path == url or path.startswith(f"{url}/")) for url, libelle in entries]


def page(request: WebRequest, template: str, /, *, status_code: int = 200, **context: Any) -> Template:
    site: Site = request.app.state.site
    return Template(template, context=frame(request, site) | context, status_code=status_code)


def moved(path: str, fait: str | None = None) -> Redirect:
    """See other: after a form, so that reloading sends nothing twice."""
    joint = "&" if "?" in path else "?"
    return Redirect(f"{path}{joint}fait={fait}" if fait else path, status_code=303)
