/* Lists. */
#include "tui/list.h"

#include "src/core/text.h"

bool
list_act(List *list, Deed action, guint count)
{
	gint64 at = list->at, page = MAX(list->rows - 1, 1);
	switch ((int)action) {
	case ACT_UP:
		at--;
		break;
	case ACT_DOWN:
		at++;
		break;
	case ACT_PAGE_UP:
		at -= page;
		break;
	case ACT_PAGE_DOWN:
		at += page;
		break;
	case ACT_HALF_UP:
		at -= page / 2;
		break;
	case ACT_HALF_DOWN:
		at += page / 2;
		break;
	case ACT_TOP:
		at = 0;
		break;
	case ACT_BOTTOM:
		at = (gint64)count - 1;
		break;
	default:
		return false;
	}
	list->at = (guint)CLAMP(at, 0, MAX((gint64)count - 1, 0));
	return true;
}

/* Brings the place into bounds; before rows are asked for. */
static void
list_settle(List *list, guint count, int rows)
{
	list->rows = MAX(rows, 1);
	list->at = count ? MIN(list->at, count - 1) : 0;
	if (list->at < list->top)
		list->top = list->at;
	if (list->at >= list->top + (guint)list->rows)
		list->top = list->at - (guint)list->rows + 1;
	/* No empty rows under the last one while there is something above. */
	guint last = count > (guint)list->rows ? count - (guint)list->rows : 0;
	list->top = MIN(list->top, last);
}

/* Signs stand close to what they are about. */
static int
gap(const List *list, guint column)
{
	return list->tight || column == 0 ? 1 : 2;
}

static int
growing_width(const List *list, const Area *a, const ListColumn *columns, guint n)
{
	int left = a->cols - 1, growing = 0;
	for (guint i = 0; i < n; i++) {
		left -= columns[i].width + gap(list, i);
		growing += !columns[i].width;
	}
	return growing ? MAX(left / growing, 6) : 0;
}

static void
draw_row(const List *list, const Area *a, int row, const ListColumn *columns, guint n, int grow, guint index, bool selected, ListCellOf cell, gpointer data)
{
	int col = a->col + 1, end = a->col + a->cols;
	if (selected)
		term_text(row, a->col, a->cols, LOOK_SELECTED, "");
	for (guint i = 0; i < n && col < end; i++) {
		int width = MIN(columns[i].width ? columns[i].width : grow, end - col);
		ListCell c = cell(data, index, i, width);
		term_text(row, col, width, c.style | (selected ? LOOK_SELECTED : 0), c.text);
		g_free(c.text);
		col += width + gap(list, i);
	}
}

void
list_draw(List *list, const Area *a, const ListColumn *columns, guint n, guint count, ListCellOf cell, gpointer data)
{
	int grow = growing_width(list, a, columns, n), col = a->col + 1, head = columns[0].heading || columns[1].heading ? 1 : 0;
	for (guint i = 0; head && i < n; i++) {
		int width = columns[i].width ? columns[i].width : grow;
		term_text(a->row, col, MIN(width, a->col + a->cols - col), LOOK_DIM, columns[i].heading ? columns[i].heading : "");
		col += width + gap(list, i);
	}
	list_settle(list, count, a->rows - head);
	for (int r = 0; r < list->rows && list->top + (guint)r < count; r++) {
		guint index = list->top + (guint)r;
		draw_row(list, a, a->row + head + r, columns, n, grow, index, index == list->at, cell, data);
	}
}
