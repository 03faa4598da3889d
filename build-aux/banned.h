/*
 * Functions that nobody calls here, as compile errors. Force-included before everything else (AM_CPPFLAGS).
 *
 * The headers that declare them come first, so that only a use of ours meets the macros. A use in a form that a macro
 * does not see (a pointer to the function) is found by tests/layers.sh, which reads the symbols.
 */
#ifndef BRECCIA_BANNED_H
#define BRECCIA_BANNED_H

#include <ctype.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BANNED(function) function##_is_banned_here_see_build_aux_banned_h

/* They cannot know the size of what they write to: g_strlcpy, g_snprintf, GString. */
#undef strcpy
#define strcpy(...) BANNED(strcpy)
#undef strcat
#define strcat(...) BANNED(strcat)
#undef sprintf
#define sprintf(...) BANNED(sprintf)
#undef vsprintf
#define vsprintf(...) BANNED(vsprintf)
#undef gets
#define gets(...) BANNED(gets)

/* They keep their state in the process: g_strsplit; instants are core/when's. */
#undef strtok
#define strtok(...) BANNED(strtok)
#undef gmtime
#define gmtime(...) BANNED(gmtime)
#undef localtime
#define localtime(...) BANNED(localtime)
#undef ctime
#define ctime(...) BANNED(ctime)
#undef asctime
#define asctime(...) BANNED(asctime)

/* They ask the process what time zone and what language it has: core/when takes both as parameters. */
#undef mktime
#define mktime(...) BANNED(mktime)
#undef strftime
#define strftime(...) BANNED(strftime)

/* A shell between us and the program: fork and exec. */
#undef system
#define system(...) BANNED(system)
#undef popen
#define popen(...) BANNED(popen)

/* It cannot say that there was no number: g_ascii_string_to_signed. */
#undef atoi
#define atoi(...) BANNED(atoi)

#ifdef BRECCIA_NO_LOCALE
/*
 * The domain and the store mean the same under every locale: g_ascii_*, g_unichar_*, strcmp. Their words go through
 * err_set or are rows of tables.
 */
#undef strtod
#define strtod(...) BANNED(strtod)
#undef strcoll
#define strcoll(...) BANNED(strcoll)
#undef setlocale
#define setlocale(...) BANNED(setlocale)
#undef gettext
#define gettext(...) BANNED(gettext)
#undef toupper
#define toupper(...) BANNED(toupper)
#undef tolower
#define tolower(...) BANNED(tolower)
#undef isalpha
#define isalpha(...) BANNED(isalpha)
#undef isalnum
#define isalnum(...) BANNED(isalnum)
#undef isdigit
#define isdigit(...) BANNED(isdigit)
#undef isspace
#define isspace(...) BANNED(isspace)
#undef isupper
#define isupper(...) BANNED(isupper)
#undef islower
#define islower(...) BANNED(islower)
#undef ispunct
#define ispunct(...) BANNED(ispunct)
#undef isprint
#define isprint(...) BANNED(isprint)
#endif

#endif
