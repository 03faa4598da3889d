# Templates of mail and of the documents, embedded in the programs.
