#!/bin/sh
# Stands for the Check programs where Check is not installed, so that nobody takes silence for success.
echo "Check is not installed, the unit tests were not built: run ./bootstrap --tests"
exit 77
