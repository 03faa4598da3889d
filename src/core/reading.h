/*
 * Readings: how somebody sees what stands in the register, and which of that is recorded.
 *
 * The setting record-reading says how much: nothing, what leaves the register, or also what is looked at. A record names the account, the
 * instant, the incident and the way, never a word of it; nothing counts or ranks by person (Workers' Statute, art. 4).
 */
#ifndef BRECCIA_CORE_READING_H
#define BRECCIA_CORE_READING_H

#include "src/core/settings.h"

#define SETTING_READING "record-reading"

typedef enum { READING_SHOW, READING_APP, READING_DOSSIER, READING_BUNDLE, READING_EXPORT, READING_REGISTER, READING_REPORT } ReadingKind;
#define READINGS 7

const char *reading_code(ReadingKind reading); /* "show": the fact "what" of incident.read and register.read */
bool reading_parse(const char *code, ReadingKind *reading);
const Words *reading_words(ReadingKind reading);
/* Is it of one incident? Else of the register. */
bool reading_of_incident(ReadingKind reading);
/* Does the register record it? */
bool reading_recorded(ReadingKind reading, const Settings *settings);
/* Does this value of record-reading (canonical) record anything? */
bool reading_switches_on(const char *value);

#endif
