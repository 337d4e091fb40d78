// One body of all kernels. Included with W (doubles per vector) and SUFFIX (of its names) defined.
#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define V(name) JOIN(name, SUFFIX)

#include "vector.h"
#include "philox.h"
#include "elementary.h"
#include "normal.h"
#include "arithmetic.h"
#include "process.h"
#include "excitation.h"
#include "business.h"
#include "poisson.h"
#include "record.h"

#include "undefine.h"
