/* libcurl, and what of it Swift cannot call: functions of any number of arguments. */
#include <curl/curl.h>

static inline CURLcode fleetsim_curl_text(CURL *curl, CURLoption option, const char *value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode fleetsim_curl_number(CURL *curl, CURLoption option, long value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode fleetsim_curl_fields(CURL *curl, struct curl_slist *fields) {
    return curl_easy_setopt(curl, CURLOPT_HTTPHEADER, fields);
}

/* A name and a password with every request (RFC 7617). */
static inline CURLcode fleetsim_curl_basic(CURL *curl, const char *user, const char *password) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    if (!code) code = curl_easy_setopt(curl, CURLOPT_USERNAME, user);
    return code ? code : curl_easy_setopt(curl, CURLOPT_PASSWORD, password);
}

/* No other protocol, and no other place than the one that was named. */
static inline CURLcode fleetsim_curl_plain_http(CURL *curl) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
    return code ? code : curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
}

/* A request that is over does not wait for the name of its host, which a name server may not give for a minute: the thread that asks
   for it ends by itself. */
static inline void fleetsim_curl_leave_names(CURL *curl) {
#if LIBCURL_VERSION_NUM >= 0x075700
    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
#endif
}

static inline CURLcode fleetsim_curl_prepare(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

/* What is sent; libcurl keeps a copy of it. */
static inline CURLcode fleetsim_curl_body(CURL *curl, const void *bytes, long count) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, count);
    return code ? code : curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, bytes);
}

/* Who takes what comes. */
static inline CURLcode fleetsim_curl_taker(CURL *curl, curl_write_callback take, void *context) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    return code ? code : curl_easy_setopt(curl, CURLOPT_WRITEDATA, context);
}

/* Who takes the fields of an answer, those behind a body in parts included, of which libcurl would keep any number. */
static inline CURLcode fleetsim_curl_field_taker(CURL *curl, curl_write_callback take, void *context) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take);
    return code ? code : curl_easy_setopt(curl, CURLOPT_HEADERDATA, context);
}

/* Who is asked about once a second whether to go on; another answer than 0 ends the request. */
static inline CURLcode fleetsim_curl_asker(CURL *curl, curl_xferinfo_callback ask, void *context) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, ask);
    if (!code) code = curl_easy_setopt(curl, CURLOPT_XFERINFODATA, context);
    return code ? code : curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
}

/* Where libcurl says more of what went wrong; at least CURL_ERROR_SIZE bytes. */
static inline CURLcode fleetsim_curl_complaints(CURL *curl, char *buffer) {
    return curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, buffer);
}

/* What the system said of the last attempt to connect. */
static inline long fleetsim_curl_system_error(CURL *curl) {
    long error = 0;
    curl_easy_getinfo(curl, CURLINFO_OS_ERRNO, &error);
    return error;
}

static inline long fleetsim_curl_status(CURL *curl) {
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    return status;
}
