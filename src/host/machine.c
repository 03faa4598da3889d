/* Which machine this is. It stands alone here, so that tests can link another one. */
#include "src/host/host.h"

#include <string.h>

#define ID_LEN 32 /* machine-id(5): hexadecimal digits */

char *
host_machine_id(void)
{
	g_autofree char *text = NULL;
	if (!g_file_get_contents("/etc/machine-id", &text, NULL, NULL))
		return NULL;
	g_strstrip(text);
	/* "uninitialized" stands there in images that never booted. */
	return strlen(text) == ID_LEN && strspn(text, "0123456789abcdef") == ID_LEN ? g_steal_pointer(&text) : NULL;
}
