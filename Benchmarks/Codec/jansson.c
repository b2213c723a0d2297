// Reads frames from standard input and measures how long jansson takes to parse and to print each.
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

extern unsigned long allocation_count(void) __attribute__((weak));

static unsigned long made(void) { return allocation_count ? allocation_count() : 0; }

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec * 1e9 + t.tv_nsec;
}

int main(void) {
    static char line[65536], out[65536];
    const int count = 20000;
    while (fgets(line, sizeof line, stdin)) {
        size_t length = strcspn(line, "\n");
        double parse = 1e18, print = 1e18;
        double parses = 0, prints = 0;
        for (int round = 0; round < 4; round++) {
            unsigned long before = made();
            double start = now();
            for (int i = 0; i < count; i++) json_decref(json_loadb(line, length, 0, NULL));
            double took = now() - start;
            if (took < parse) parse = took;
            parses = (double)(made() - before) / count;
            json_t *frame = json_loadb(line, length, 0, NULL);
            if (!frame) { fprintf(stderr, "no JSON: %s", line); return 1; }
            before = made();
            start = now();
            for (int i = 0; i < count; i++)
                if (!json_dumpb(frame, out, sizeof out, JSON_COMPACT)) return 1;
            took = now() - start;
            if (took < print) print = took;
            prints = (double)(made() - before) / count;
            json_decref(frame);
        }
        char action[64] = "";
        sscanf(line, "[2,\"%*[^\"]\",\"%63[^\"]", action);
        printf("| %s, jansson | %zu | %.0f | %.0f | %.2f | %.2f |\n", action, length, print / count,
               parse / count, prints, parses);
    }
    return 0;
}
