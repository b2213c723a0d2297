#include <gsl/gsl_cdf.h>
