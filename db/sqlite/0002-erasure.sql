-- A body may become NULL when the newest event is the body.erased that names it; all else of the journal stays as it is.
-- (The list is found as text: this SQLite does not let a trigger use its JSON functions while the schema is not trusted.)
DROP TRIGGER journal_no_update;

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
WHEN NOT (NEW.body IS NULL AND NEW.seq IS OLD.seq AND NEW.seal IS OLD.seal AND NEW.head IS OLD.head AND EXISTS (
	SELECT 1 FROM (SELECT head, substr(head, instr(head, '"events":[') + 10) AS list FROM journal ORDER BY seq DESC LIMIT 1) AS newest
	WHERE instr(newest.head, '"kind":"body.erased"') > 0 AND instr(newest.head, '"events":[') > 0
	AND instr(',' || substr(newest.list, 1, instr(newest.list, ']') - 1) || ',', ',' || OLD.seq || ',') > 0))
BEGIN
	SELECT RAISE(ABORT, 'the journal is never changed');
END;
