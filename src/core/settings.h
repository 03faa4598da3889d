/*
 * Settings of the register: what decides the truth, kept in the journal as setting.changed.
 *
 * One row a setting: name, type, range, default, one sentence. `breccia config`, the manual and the validation read
 * the same rows. What belongs to a machine or a person (mail accounts, register URI) is in conf.h instead.
 */
#ifndef BRECCIA_CORE_SETTINGS_H
#define BRECCIA_CORE_SETTINGS_H

#include "src/core/incident.h"
#include "src/core/lang.h"
#include "src/core/notice.h"

typedef enum { SETTING_TEXT, SETTING_DURATION, SETTING_NUMBER, SETTING_BOOL, SETTING_CHOICE, SETTING_ZONE, SETTING_DURATIONS } SettingType;

/* So many lengths of time at most in a SETTING_DURATIONS. */
#define SETTING_DURATIONS_MAX 6

/* Names: language, zone, code; organisation.name .vat .office .pec .phone .sector .representative .delegate .control;
 * hold 10m; auto-notify 4h; take-charge 12h; reminders "12h, 6h, 1h"; digest off; self-test off; client-hours 24;
 * authority-hours 72; supplement-days 30; subjects-hours 72;
 * proof.email submitted; proof.pec accepted; nis2 no;
 * evidence-limit 10 (MB); retention 5 (years). */
typedef struct {
	const char *name;
	SettingType type;
	int64_t min, max;     /* of a duration (seconds), a number, the length of a text (characters) */
	const char *choices;  /* "it|en" for SETTING_CHOICE */
	const char *value;    /* the default */
	Words say;
	Side side;            /* text is body */
} SettingRow;

extern const SettingRow setting_rows[]; /* ends with a NULL name */
const SettingRow *setting_find(const char *name);
/*
 * E_INPUT with the range; *canonical (transfer full) is how it is kept: "10 min" and a bare "10" become "10m", "90 minuti"
 * "1h30m", "1h;12h" "12h, 1h", "Sì" "yes"; a text becomes one line. What is empty becomes "", which takes the setting back. The zone's
 * existence is checked by the caller, who can load zones.
 */
bool setting_check(const SettingRow *row, const char *value, char **canonical, GError **error);

typedef struct Settings Settings; /* opaque: name -> value, defaults below */
Settings *settings_new(void);
void settings_free(Settings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Settings, settings_free)
/* NULL and "" take it back; so does a code or number that setting_check() would refuse. An unknown name is kept. */
void settings_set(Settings *settings, const char *name, const char *value);
const char *settings_text(const Settings *settings, const char *name); /* the default when unset; never NULL, "" for an unknown name */
bool settings_is_set(const Settings *settings, const char *name);
int64_t settings_seconds(const Settings *settings, const char *name);
/* Seconds (int64_t), the longest first, none where it is off. (transfer full) */
GArray *settings_durations(const Settings *settings, const char *name);
int64_t settings_number(const Settings *settings, const char *name);
bool settings_bool(const Settings *settings, const char *name);
Lang settings_lang(const Settings *settings);
Proof settings_proof(const Settings *settings, Channel channel);

#endif
