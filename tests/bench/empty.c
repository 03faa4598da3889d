/* What a start costs without doing anything: linked with the libraries that breccia loads (tests/bench/local.mk). */
int
main(void)
{
	return 0;
}
