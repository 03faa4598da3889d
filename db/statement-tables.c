/* Every table of statements there is: a test prepares them all, and nothing prepares what does not stand here. */
#include "db/statement.h"

extern const Statement store_statements[], migrate_statements[], journal_statements[], project_statements[],
	house_statements[], people_statements[], incident_statements[], affected_statements[], clock_statements[], notice_statements[],
	action_statements[], ending_statements[], erase_statements[], work_statements[], query_work_statements[],
	receipt_statements[], search_statements[], query_incident_statements[], query_list_statements[], query_notice_statements[],
	query_receipt_statements[], query_people_statements[], query_journal_statements[], query_local_statements[], verify_statements[],
	verify_tables_statements[];

const Statement *const statement_tables[] = {
	store_statements,
	migrate_statements,
	journal_statements,
	project_statements,
	house_statements,
	people_statements,
	incident_statements,
	affected_statements,
	clock_statements,
	notice_statements,
	action_statements,
	ending_statements,
	erase_statements,
	work_statements,
	receipt_statements,
	search_statements,
	query_incident_statements,
	query_list_statements,
	query_notice_statements,
	query_receipt_statements,
	query_work_statements,
	query_people_statements,
	query_journal_statements,
	query_local_statements,
	verify_statements,
	verify_tables_statements,
	NULL,
};
