"""The names that sources have in people's spreadsheets, in English, German, French, Spanish, Italian and Dutch. Knows
words only; how they are compared is `words`' business."""

from __future__ import annotations

from collections.abc import Mapping

from sales.filling.sources import Source
from sales.headings import Column

DEALS: Mapping[Source, str] = {
    Source.DEAL: (
        "deal, opportunity, opp, verkaufschance, chance, geschäft, projekt, vorgang, opportunité, affaire, "
        "oportunidad, negocio, proyecto, opportunità, trattativa, verkoopkans"
    ),
    Source.ACCOUNT: (
        "kundenname, kunde, firma, client, nom du client, compte, cliente, cuenta, nombre del cliente, azienda, "
        "klant, account name, customer name"
    ),
    Source.OWNER: (
        "verkäufer, vertriebler, vertriebsmitarbeiter, zuständig, betreuer, inhaber, commercial, vendeur, "
        "responsable, vendedor, "
        "comercial, ejecutivo, venditore, verkoper, deal owner, ae"
    ),
    Source.OWNER_EMAIL: "owner email, rep email",
    Source.STAGE: "phase, verkaufsphase, stufe, étape, phase de vente, etapa, fase, fase de venta",
    Source.STATUS: "status, statut, estado, stato, open won, won open",
    Source.CATEGORY: (
        "forecast category, category, forecast status, confidence, commit level, call, kategorie, "
        "prognosekategorie, forecast kategorie, catégorie, catégorie de prévision, categoría, categoría de "
        "pronóstico, categoria"
    ),
    Source.AMOUNT: (
        "betrag, wert, auftragswert, volumen, umsatz, montant, valeur, importe, valor, monto, importo, bedrag, "
        "waarde, price, size"
    ),
    Source.CURRENCY: "währung, devise, monnaie, moneda, divisa, valuta, ccy, cur",
    Source.PROBABILITY: (
        "prob, prob %, probability %, win prob, win %, % prob, probability, wahrscheinlichkeit, "
        "abschlusswahrscheinlichkeit, probabilité, "
        "probabilidad, probabilità, kans"
    ),
    Source.WEIGHTED: (
        "weighted, weighted amount, weighted value, expected revenue, gewichtet, gewichteter betrag, gewichteter "
        "wert, montant pondéré, pondéré, importe ponderado, ponderado, ponderato, gewogen"
    ),
    Source.CLOSE_DATE: (
        "expected close, abschluss, abschlussdatum, erwarteter abschluss, geplanter abschluss, abschluss am, date "
        "de clôture, clôture, date de signature prévue, date de closing, fecha de cierre, cierre, fecha cierre "
        "prevista, data di chiusura, chiusura, sluitingsdatum"
    ),
    Source.CLOSED_ON: "gewonnen am, signé le, date de signature, ganado el, fecha de firma, vinto il, won on",
    Source.CREATED: "angelegt am, erstellt, créé le, creado el, creato il, aangemaakt",
    Source.TOUCHED: (
        "last activity, last touch, last contact, last update, last updated, last activity date, last modified, "
        "letzte aktivität, letzter kontakt, dernière activité, dernier contact, última actividad, último contacto"
    ),
    Source.NEXT_STEP: (
        "nächster schritt, nächste schritte, prochaine étape, prochaine action, próximo paso, siguiente paso, "
        "prossimo passo, volgende stap, action"
    ),
    Source.NEXT_STEP_ON: "next step date, wiedervorlage, relance, fecha próximo paso, follow up date",
    Source.LEAD_SOURCE: "quelle, herkunft, origine, source du lead, origen, fuente, bron, fonte",
    Source.LOST_REASON: "verlustgrund, motif de perte, motivo de pérdida",
    Source.DEAL_ID: "crm id, deal nr, vorgangsnummer, id, opportunity id, deal id",
    Source.NUMBER: "no, nr, lfd nr, #, n°, num, row, line, pos, rank, ranking, rang, platz, puesto, rango, plaats",
}

PEOPLE: Mapping[Source, str] = {
    Source.PERSON: (
        "name, rep, rep name, sales rep, person, seller, salesperson, sales person, sales people, sales executive, "
        "account executive, account manager, ae, owner, employee, team "
        "member, member, who, submitted by, prepared by, completed by, your name, mitarbeiter, verkäufer, vertriebler, "
        "vertriebler, vertriebsmitarbeiter, außendienst, bearbeiter, ausgefüllt von, nom, commercial, vendeur, "
        "collaborateur, rempli par, nombre, vendedor, comercial, ejecutivo, ejecutivo de cuenta, completado por, "
        "nome, venditore, naam, verkoper, full name, rep manager"
    ),
    Source.FIRST_NAME: "first name, vorname, prénom, nombre de pila, nome proprio, voornaam",
    Source.LAST_NAME: "last name, surname, nachname, familienname, nom de famille, apellido, apellidos, cognome",
    Source.EMAIL: "email, e mail, mail, courriel, correo, correo electrónico",
    Source.MANAGER: (
        "manager, sales manager, reports to, vorgesetzter, leiter, teamleiter, responsable, jefe, supervisor"
    ),
    Source.TEAM: (
        "team, region, territory, office, sales team, gebiet, équipe, région, equipo, región, zona, área, regio"
    ),
}

FIGURES: Mapping[Source, str] = {
    Source.CLOSED: (
        "closed, closed won, won, won to date, closed to date, booked, bookings, booked to date, actual, actuals, "
        "qtd, qtd closed, qtd bookings, sales to date, revenue closed, signed, abgeschlossen, gewonnen, ist, "
        "auftragseingang, ist umsatz, bereits gewonnen, signé, gagné, conclu, réalisé, cerrado, ganado, cerrado "
        "ganado, logrado, real, chiuso, vinto, gewonnen omzet, gesloten"
    ),
    Source.COMMIT: (
        "commit, committed, commit total, commit forecast, forecast commit, forecast, my forecast, current "
        "forecast, your forecast, sales forecast, latest forecast, forecast amount, forecast total, total forecast, "
        "your number, my number, outlook, zusage, zugesagt, prognose, meine prognose, vorhersage, umsatzprognose, "
        "engagement, engagé, prévision, prévisions, ma prévision, pronóstico, mi pronóstico, previsión, compromiso, "
        "comprometido, previsione, impegno, prognose totaal, verwachting"
    ),
    Source.OPEN_COMMIT: (
        "open commit, commit open, remaining commit, commit not closed, commit remaining, commit to go, commit "
        "excluding closed, commit excl closed, to go commit, zusage offen, offene zusage"
    ),
    Source.BEST_CASE: (
        "best case, best, bestcase, best case total, best case forecast, stretch, optimistic, bester fall, "
        "bestfall, optimistisch, meilleur cas, cas optimiste, optimiste, mejor caso, mejor escenario, optimista, "
        "caso migliore, beste geval"
    ),
    Source.OPEN_BEST_CASE: (
        "upside, open best case, best case open, best case only, remaining best case, potenzial, potencial"
    ),
    Source.TOTAL: (
        "total, grand total, total potential, all in, gesamt, summe, total général, somme, total general, totale"
    ),
    Source.PIPELINE: (
        "pipeline, open pipeline, pipe, open, total pipeline, pipeline total, pipeline amount, open amount, open "
        "opportunities, offene pipeline, offen, pipeline ouvert, en cours, pipeline abierto, abierto, pipeline "
        "aperta"
    ),
    Source.WEIGHTED_PIPELINE: (
        "weighted pipeline, weighted forecast, weighted, gewichtete pipeline, pipeline pondéré, pipeline ponderado"
    ),
    Source.QUOTA: (
        "quota, target, goal, plan, budget, quarterly quota, quarterly target, soll, ziel, quote, zielvorgabe, "
        "vorgabe, objectif, quota trimestriel, objetivo, meta, cuota, obiettivo, doel, doelstelling"
    ),
    Source.ATTAINMENT: (
        "attainment, quota attainment, % attainment, % of quota, % to quota, % of target, % to plan, % to goal, % "
        "quota, achieved %, % achieved, achievement, zielerreichung, erreichung, % vom ziel, erfüllungsgrad, "
        "atteinte, taux d atteinte, % objectif, cumplimiento, % cumplimiento, % objetivo, % cuota, raggiungimento"
    ),
    Source.GAP: (
        "gap, gap to quota, gap to target, gap to plan, shortfall, to go, remaining, variance, lücke, differenz, "
        "abweichung, restbetrag, écart, reste à faire, brecha, diferencia, desviación, scostamento, verschil"
    ),
    Source.COVERAGE: (
        "coverage, pipeline coverage, cover, coverage ratio, abdeckung, deckung, couverture, cobertura, copertura, "
        "dekking"
    ),
    Source.CALL: (
        "call, commit call, called, submitted, submitted commit, submitted forecast, rep call, rep commit, my call, "
        "your call, manager call, last call, gemeldet, annoncé, declarado"
    ),
    Source.CALL_BEST_CASE: "best case call, called best case, submitted best case, rep best case",
    Source.OPEN_DEALS: (
        "open deals, deals open, number of deals, no of deals, # deals, deal count, deals, # open deals, "
        "opportunities, # opps, anzahl deals, anzahl, offene deals, nombre d affaires, número de oportunidades, "
        "oportunidades, opps"
    ),
    Source.WON_DEALS: "deals won, won deals, # won, wins, number of wins, gewonnene deals, affaires gagnées, ganadas",
}

ABOUT: Mapping[Source, str] = {
    Source.AS_OF: (
        "as of, date, today, date submitted, submitted on, report date, last updated, stand, datum, stand vom, per, "
        "date du jour, au, à la date du, fecha, a fecha de, al, data"
    ),
    Source.PERIOD: (
        "period, quarter, fiscal quarter, forecast period, month, quartal, zeitraum, monat, trimestre, période, "
        "mois, periodo, período, mes, kwartaal, trimestre fiscal"
    ),
    Source.CURRENCY: "currency, währung, devise, moneda, valuta, reporting currency",
}

FROM_IMPORT: Mapping[Column, Source] = {
    Column.ID: Source.DEAL_ID,
    Column.NAME: Source.DEAL,
    Column.ACCOUNT: Source.ACCOUNT,
    Column.OWNER: Source.OWNER,
    Column.OWNER_EMAIL: Source.OWNER_EMAIL,
    Column.STAGE: Source.STAGE,
    Column.STATUS: Source.STATUS,
    Column.AMOUNT: Source.AMOUNT,
    Column.CURRENCY: Source.CURRENCY,
    Column.CLOSE: Source.CLOSE_DATE,
    Column.CLOSED_ON: Source.CLOSED_ON,
    Column.CREATED: Source.CREATED,
    Column.SOURCE: Source.LEAD_SOURCE,
    Column.NEXT_STEP: Source.NEXT_STEP,
    Column.NEXT_STEP_ON: Source.NEXT_STEP_ON,
    Column.LOST_REASON: Source.LOST_REASON,
    Column.PROBABILITY: Source.PROBABILITY,
    Column.MANAGER: Source.MANAGER,
    Column.TEAM: Source.TEAM,
}
"""What an import would take a column for: a list of deals has the same headings in both directions."""

ONE_OF_SEVERAL = "arr, acv, tcv, mrr, annual contract value, total contract value, annual recurring revenue"
"""Amounts that one deal may have beside each other: an import takes the one there is, here it would be made up."""

TOTALS = (
    "total, totals, sum, grand total, team total, overall, subtotal, gesamt, summe, gesamtsumme, insgesamt, "
    "zwischensumme, total général, somme, sous total, total general, suma, totale, totaal"
)
GROUPS = (
    "team, region, territory, group, area, office, district, segment, gebiet, gruppe, bereich, équipe, région, groupe, "
    "equipo, región, grupo, zona, regione, gruppo, regio, groep"
)
"""What the title of a group of rows begins or ends with."""
WHOLE = (
    "all, all teams, everyone, everybody, company, whole company, summary, overview, roll up, rollup, consolidated, "
    "global, worldwide, alle, übersicht, zusammenfassung, unternehmen, synthèse, tous, ensemble, resumen, todos, "
    "riepilogo, tutti, overzicht"
)
"""Titles of the sheet that is about everybody, where others are about some."""
PER_PERSON = (
    "rep template, template, vorlage, modèle, plantilla, modello, sjabloon, rep name, rep sheet, sales rep, "
    "name of rep, copy me, blank rep, muster, rep form, verkäufer vorlage, mitarbeiter vorlage"
)
"""Titles of a sheet that is to be had once for each seller."""
