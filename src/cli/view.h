/* What several commands show of incidents, clocks and the courier, in words and in JSON. */
#ifndef BRECCIA_CLI_VIEW_H
#define BRECCIA_CLI_VIEW_H

#include "src/cli/out.h"
#include "src/register/house.h"
#include "src/register/outdated.h"
#include "src/register/reading.h"

/* The shape of `show --json`, which lists repeat. (new reference) */
json_t *view_incident(const Cli *cli, const Incident *incident);
json_t *view_notice(const Notice *notice);
json_t *view_receipt(const Receipt *receipt);
json_t *view_clock(const Clock *clock, Instant now);
json_t *view_clocks(const GPtrArray *clocks, Instant now);
json_t *view_gates(const Incident *incident, Instant now); /* each that counts; `say` is English, always */
json_t *view_strings(const GPtrArray *texts);              /* of char * */
/* opinions, decisions, filings, and how it ended, into the object of an incident. */
void view_set_work(json_t *object, const Incident *incident);
json_t *view_instant(Instant t); /* a string, NULL for INSTANT_NONE */

/* Where the register has NIS 2 and nobody has said whether it is a significant incident: then what to do. False: nothing to say. */
bool view_asks_nis2(const Cli *cli, const Incident *incident);
/* Sections of `show`: opinions, decisions and filings; how it ended, under the head. */
void view_print_work(const Cli *cli, const Incident *incident);
void view_print_ending(const Cli *cli, const Incident *incident);
/* "24/11 10:03, Giulia Verdi (entered by Maria Bianchi from r57)". (transfer full) */
char *view_act_words(const Cli *cli, const Incident *incident, const Act *act);
/* Who it was; or who entered it from paper, with what was imported. */
char *view_by(const Cli *cli, const char *person, bool paper);
char *view_act_by(const Cli *cli, const Incident *incident, const Act *act);
char *view_closed_words(const Cli *cli, const Incident *incident);
/* "no. 24/11 10:03, Giulia Verdi: because ...": an opinion or a decision. (transfer full, harmless) */
char *view_judgement_words(const Cli *cli, const Incident *incident, const Judgement *judgement);
/* "decided LATE, 2 h after the deadline"; NULL: it was not. (transfer full) */
char *view_decided_late(const Cli *cli, const Incident *incident, const Judgement *decision);
/* What was filed, and for which clock. (transfer full, harmless) */
char *view_filing_words(const Cli *cli, const Incident *incident, const Filing *filing);
char *view_filing_name(const Cli *cli, const Incident *incident, const Filing *filing);
/* Clocks, a line each: what an act started, moved or ended. */
void view_print_clocks(const Cli *cli, const GPtrArray *clocks);

/* "LATE by 4 h 52 min", "18 h 28 min left", "sent 23/11 03:12, delivery not proven": a clock in a few words. (transfer full) */
char *view_clock_words(const Cli *cli, const Clock *clock, Tone *tone);
/* "4h52m", "12m", "40s": seconds where there is no room for more; never negative. (transfer full) */
char *view_span(int64_t seconds);
/* The earliest open clock that is not the DPO's, NULL when there is none. */
const Clock *view_next_clock(const Incident *incident);
const Clock *view_dpo_clock(const Incident *incident);
/* "DPO", "Alfa S.p.A.", "Garante (provvisorio)". (transfer full, harmless) */
char *view_clock_name(const Cli *cli, const Clock *clock);

/* "n1  e-mail  sent 23/11 03:12, delivery not proven", what the server said. (transfer full, harmless) */
char *view_notice_words(const Cli *cli, const Notice *notice, Tone *tone);

/* The text as frozen; or, before it is composed, as it would be composed now. (transfer full) */
bool view_notice_text(const Cli *cli, const Notice *notice, char **text, char **subject, GError **error);
/* What becomes of an open clock towards a client: "draft ready, the DPO or the management releases it", what is missing for it; NULL where
 * there is nothing to say. (transfer full, harmless) */
char *view_client_words(const Cli *cli, const Incident *incident, const Clock *clock);
bool view_is_draft(const Notice *notice); /* to a client, waits until somebody releases it */
/* One line for each client of the incident whose notice waits for somebody, or is missing something. */
void view_drafts(const Cli *cli, const Incident *incident);
/* What an audience was told by and is otherwise now: "n2: number of data subjects, measures taken"; and the command that tells it.
 * (transfer full, harmless) */
char *view_outdated_words(const Cli *cli, const Outdated *outdated);
char *view_outdated_how(const char *ref, const Outdated *outdated);
json_t *view_outdated(const GPtrArray *outdated);
/* A client was told something else before: the command that sends the supplement. */
void view_told_otherwise(const char *ref, const char *client);
/* To whom a notice goes: "DPO", "Alfa S.p.A.". (transfer full, harmless) */
char *view_audience(const Cli *cli, const char *audience);

/* Whom to call about a breach that nobody has taken in charge: "Giulia Verdi (DPO) +39 ...", the deputy on a second line; *tone is bad
 * where no DPO is in office, and that is what it says. NULL: nobody has a telephone. (transfer full, harmless) */
char *view_telephones(const Cli *cli, Tone *tone);
/* "the DPO is away until ...: notices go to the deputy too"; NULL when the DPO is not. (transfer full) */
char *view_absence(const Cli *cli);

/* A message that somebody saved; "-": standard input. What is too large for the register is refused with what to do. (transfer full) */
bool view_read_receipt(const Cli *cli, const char *file, char **bytes, gsize *len, GError **error);
/* What a receipt is taken for and what it proves, in one line. (transfer full, harmless) */
char *view_receipt_words(const Cli *cli, const Receipt *receipt);
Tone view_receipt_tone(const Receipt *receipt);

/* Who somebody is, for people: the name, or the id. (transfer full, harmless) */
char *view_person(const Cli *cli, const char *id);

/* The courier: at work now, or when it last was. */
typedef struct {
	bool running;
	Instant beat;   /* INSTANT_NONE: never */
	int waiting;    /* notices that should leave */
	bool absent;     /* the machine's, which is not this account's to start, does not run */
	bool silent;    /* something waits (or a DPO clock runs), and nothing has run for too long */
	Home home;      /* anything but HOME_HERE: nothing leaves from this machine */
	char *stopped;  /* an account that is stopped: its group and the server's words; NULL */
	bool stopped_by[CHANNEL_PEC + 1]; /* which */
	int blocked, open; /* notices that wait and cannot leave from this machine however often they are tried (leaving.h), and that can */
	char *blocked_id, *blocked_why; /* the first; NULL: none */
} Courier;

#define COURIER_SILENT 600 /* seconds */
#define COURIER_RESTART 180 /* a service that ended is back before */
#define LOCAL_VERIFIED "verified" /* local: when verify last found the whole register sound */

void courier_clear(Courier *courier);
bool view_courier(const Cli *cli, Courier *courier, GError **error);
/* One line about it. (transfer full, harmless) */
char *view_courier_words(const Cli *cli, const Courier *courier, Tone *tone);
/* Why nothing leaves from here, without a full stop; NULL for HOME_HERE. */
const char *view_home_words(Home home);

/* A mailbox that answers are collected from, as it was last read. */
typedef struct {
	bool configured;
	Instant read_at;  /* the last time that it went well; INSTANT_NONE: never */
	char *why;        /* why not since then, in the server's words; NULL: nothing is known to be wrong */
	bool unread;      /* for too long: its account is at fault, or answers are awaited and nobody looks */
} Inbox;

#define INBOX_UNREAD 3600 /* seconds */

void inbox_clear(Inbox *inbox);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Inbox, inbox_clear)
bool view_inbox(const Cli *cli, const char *group, Inbox *inbox, GError **error);
char *view_inbox_words(const Cli *cli, const Inbox *inbox); /* (transfer full, harmless) */

#define BACKUP_OLD 604800 /* seconds: a week */

/* Seconds since the newest backup, or since the founding when there was none; -1 for a demonstration and a register that has moved. */
bool view_backup(const Cli *cli, int64_t *age, bool *never, GError **error);
char *view_backup_words(const Cli *cli, int64_t age, bool never); /* (transfer full) */

/* Before something is shown or given out: recorded, where the settings ask for it. Reading goes on where that fails; only what might have
 * gone well is said, on standard error. ref NULL: of the whole register. */
void view_record_reading(const Cli *cli, ReadingKind reading, const char *ref);

/* After a commit that queued something: starts a courier when nobody runs one and this account may. True when none is needed. */
bool view_courier_start(const Cli *cli, GError **error);
/* The same, and prints what went wrong. */
void view_start_courier(const Cli *cli);

#endif
