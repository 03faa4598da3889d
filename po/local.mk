# Catalogues of the words of the process.
