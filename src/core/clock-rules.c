/*
 * The rules of the clocks, with the article each comes from.
 *
 * Hours of a client and of the authority, and whether the NIS2 rows apply, are settings of the register; what an
 * incident runs by is frozen in it. Nothing lengthens dpo-24h, and nobody waives it.
 */
#include "src/core/clock.h"

#include <string.h>

#define HOURS(n) ((int64_t)(n) * 3600)
#define DAYS(n) ((int64_t)(n) * 86400)

const ClockRule clock_rules[] = {
	{
		/* Both languages of the name are what a board has room for; the sentences say the rest. */
		.id = RULE_DPO,
		.name = {"DPO", "DPO"},
		.from = FROM_DETECTED,
		.seconds = HOURS(24),
		.on = true,
		.applies = {"always, to drills too", "sempre, anche alle esercitazioni"},
		.met_by = {"a notice to the DPO by e-mail or PEC, with the required proof",
			"comunicazione al DPO per e-mail o PEC, con la prova richiesta"},
		.source = "Codice procedurale OIC-Assocontact (2018)",
	},
	{
		.id = RULE_CLIENT,
		.name = {"Client", "Committente"},
		.from = FROM_DETECTED,
		.seconds = HOURS(24),
		.on = true,
		.waivable = true,
		.applies = {"one for each affected client, with the hours of its contract",
			"uno per ogni committente coinvolto, con le ore del suo contratto"},
		.met_by = {"a notice to that client, with proof", "comunicazione a quel committente, con prova"},
		.source = "GDPR art. 33(2); GDPR art. 28(3)(f)",
	},
	{
		.id = RULE_AUTHORITY,
		.name = {"Garante", "Garante"},
		.from = FROM_AWARE,
		.seconds = HOURS(72),
		.on = true,
		.waivable = true,
		.applies = {"when the company's own data are affected, or it is not yet known, until it is decided that no filing is required",
			"quando sono coinvolti dati di cui l'azienda è titolare, o non è ancora noto, finché non si decide che la notifica non è dovuta"},
		.met_by = {"the filing with the authority, recorded", "notifica al Garante, registrata"},
		.source = "GDPR art. 33(1)",
	},
	{
		.id = RULE_SUBJECTS,
		.name = {"Data subjects", "Interessati"},
		.from = FROM_DECISION,
		.seconds = HOURS(72),
		.internal = true,
		.on = true,
		.waivable = true,
		.applies = {"when the company decides that the risk is high; internal target, law: without undue delay",
			"quando l'azienda decide che il rischio è elevato; obiettivo interno, per legge: senza ingiustificato ritardo"},
		.met_by = {"the communication to the data subjects, recorded", "comunicazione agli interessati, registrata"},
		.source = "GDPR art. 34(1)",
	},
	{
		.id = RULE_SUPPLEMENT,
		.name = {"Supplement", "Integrazione"},
		.from = FROM_FILING,
		.after = RULE_AUTHORITY,
		.seconds = DAYS(30),
		.internal = true,
		.on = true,
		.waivable = true,
		.applies = {"when the filing was preliminary; internal target, law: without undue further delay",
			"quando la notifica era preliminare; obiettivo interno, per legge: senza ulteriore ingiustificato ritardo"},
		.met_by = {"the complete filing, recorded", "notifica completa, registrata"},
		.source = "GDPR art. 33(4)",
	},
	{
		.id = RULE_NIS2_EARLY,
		.name = {"CSIRT 24 h", "CSIRT 24 h"},
		.from = FROM_AWARE,
		.seconds = HOURS(24),
		.waivable = true,
		.applies = {"significant incidents of an essential or important entity", "incidenti significativi di un soggetto essenziale o importante"},
		.met_by = {"the pre-notification to CSIRT Italia, recorded", "pre-notifica al CSIRT Italia, registrata"},
		.source = "D.Lgs. 138/2024 art. 25(5)(a)",
	},
	{
		.id = RULE_NIS2_FULL,
		.name = {"CSIRT 72 h", "CSIRT 72 h"},
		.from = FROM_AWARE, /* the same instant as the pre-notification, not its sending */
		.seconds = HOURS(72),
		.waivable = true,
		.applies = {"significant incidents of an essential or important entity", "incidenti significativi di un soggetto essenziale o importante"},
		.met_by = {"the notification to CSIRT Italia, recorded", "notifica al CSIRT Italia, registrata"},
		.source = "D.Lgs. 138/2024 art. 25(5)(b)",
	},
	{
		.id = RULE_NIS2_FINAL,
		.name = {"CSIRT final report", "CSIRT relazione finale"},
		.from = FROM_FILING,
		.after = RULE_NIS2_FULL,
		.months = 1,
		.waivable = true,
		.applies = {"one month after the 72-hour notification", "un mese dopo la notifica delle 72 ore"},
		.met_by = {"the final report to CSIRT Italia, recorded", "relazione finale al CSIRT Italia, registrata"},
		.source = "D.Lgs. 138/2024 art. 25(5)(d)",
	},
	{.id = NULL},
};

const ClockRule *
clock_rule(const char *id)
{
	for (const ClockRule *rule = clock_rules; id && rule->id; rule++)
		if (strcmp(rule->id, id) == 0)
			return rule;
	return NULL;
}
