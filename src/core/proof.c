/* The levels of proof. Their order is that of the enum; refuted stands outside it. */
#include "src/core/proof.h"

#include "src/core/coded.h"

/* Until a delivery is proven the words say so: nobody may read "sent" as "arrived". */
static const Coded table[] = {
	[PROOF_NONE] = {"none", {"no proof", "nessuna prova"}},
	[PROOF_DECLARED] = {"declared", {"declared on paper", "dichiarata su carta"}},
	[PROOF_SUBMITTED] = {"submitted", {"sent, delivery not proven", "inviata, consegna non provata"}},
	[PROOF_ACCEPTED] = {"accepted", {"accepted by PEC, delivery not proven", "accettata dal gestore PEC, consegna non provata"}},
	[PROOF_DELIVERED] = {"delivered", {"delivered", "consegnata"}},
	[PROOF_ACKNOWLEDGED] = {"acknowledged", {"acknowledged", "riscontrata dal destinatario"}},
	[PROOF_REFUTED] = {"refuted", {"not delivered", "non consegnata"}},
};

const char *
proof_code(Proof proof)
{
	return table[proof].code;
}

bool
proof_parse(const char *code, Proof *proof)
{
	gsize i;
	if (!coded_find(table, G_N_ELEMENTS(table), code, &i))
		return false;
	*proof = (Proof)i;
	return true;
}

const Words *
proof_words(Proof proof)
{
	return &table[proof].words;
}

bool
proof_reaches(Proof proof, Proof required)
{
	/* Nothing and a bounce are no proof, whatever was asked; and no proof can be asked to be refuted. */
	if (proof == PROOF_NONE || proof == PROOF_REFUTED || required == PROOF_REFUTED)
		return false;
	return proof >= required;
}
