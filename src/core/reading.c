/* Readings: the table of them. */
#include "src/core/reading.h"

#include <string.h>

static const struct {
	const char *code;
	bool of_incident;
	bool leaves; /* the register: recorded with "exports" already */
	Words words;
} readings[READINGS] = {
	[READING_SHOW] = {"show", true, false, {"shown", "mostrato"}},
	[READING_APP] = {"app", true, false, {"opened on the screens", "aperto nelle schermate"}},
	[READING_DOSSIER] = {"dossier", true, true, {"dossier", "fascicolo"}},
	[READING_BUNDLE] = {"bundle", true, true, {"bundle", "pacchetto"}},
	[READING_EXPORT] = {"export", true, true, {"a message or a file of it", "un messaggio o un file"}},
	[READING_REGISTER] = {"register", false, true, {"register of breaches", "registro delle violazioni"}},
	[READING_REPORT] = {"report", false, true, {"report", "rapporto"}},
};

const char *
reading_code(ReadingKind reading)
{
	return readings[reading].code;
}

bool
reading_parse(const char *code, ReadingKind *reading)
{
	for (int i = 0; i < READINGS; i++)
		if (strcmp(readings[i].code, code) == 0) {
			*reading = (ReadingKind)i;
			return true;
		}
	return false;
}

const Words *
reading_words(ReadingKind reading)
{
	return &readings[reading].words;
}

bool
reading_of_incident(ReadingKind reading)
{
	return readings[reading].of_incident;
}

bool
reading_switches_on(const char *value)
{
	return *value && strcmp(value, "off") != 0;
}

bool
reading_recorded(ReadingKind reading, const Settings *settings)
{
	const char *value = settings_text(settings, SETTING_READING);
	return reading_switches_on(value) && (readings[reading].leaves || strcmp(value, "all") == 0);
}
