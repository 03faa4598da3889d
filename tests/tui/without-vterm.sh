#!/bin/sh
# In the place of the tests of the screens, where libvterm is missing.
echo "skip - the screens are not tested: libvterm is missing, ./bootstrap --tests installs it"
exit 77
