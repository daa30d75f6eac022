/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* framelog.h - public interface of the framelog telemetry container. */

#ifndef FRAMELOG_FRAMELOG_H
#define FRAMELOG_FRAMELOG_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define FL_VERSION_MAJOR 2
#define FL_VERSION_MINOR 3

/** Size of the log name in the file header, including the final NUL. */
#define FL_NAME_LEN 32
/** Size of a channel name, including the final NUL. */
#define FL_CHANNEL_NAME_LEN 24
/** Size of a unit string, including the final NUL. */
#define FL_UNIT_LEN 8
/** A file has at most this many channels. Must stay a power of two. */
#define FL_MAX_CHANNELS 16
/** A reader has at most this many filters. */
#define FL_MAX_FILTERS 4

/** Status codes. Everything below zero is an error. */
enum fl_status {
  FL_OK = 0,
  FL_E_NOMEM = -1,
  FL_E_IO = -2,
  FL_E_FORMAT = -3,
  FL_E_CORRUPT = -4,
  FL_E_RANGE = -5,
  FL_E_ARG = -6,
  FL_E_VERSION = -7
};

/** Chunk compression methods. */
enum fl_method { FL_STORE = 0, FL_RLE = 1, FL_LZ = 2 };

/** Levels handed to the log callback. */
enum fl_level { FL_LOG_DEBUG = 0, FL_LOG_INFO = 1, FL_LOG_WARN = 2 };

typedef struct fl_reader fl_reader;
typedef struct fl_writer fl_writer;
typedef struct fl_backend fl_backend;

/* ---- attributes and frames -------------------------------------------- */

typedef enum fl_attr_type {
  FL_ATTR_NONE = 0,
  FL_ATTR_INT = 1,
  FL_ATTR_REAL = 2,
  FL_ATTR_STR = 3,
  FL_ATTR_BLOB = 4,
  FL_ATTR_BOOL = 5
} fl_attr_type;

/** The attribute owns the memory behind v.s or v.blob. */
#define FL_ATTR_F_OWNED 0x01u

/** One typed attribute. `type` says which member of `v` is valid. */
typedef struct fl_attr {
  uint32_t key; /**< index in the string table, see fl_reader_string() */
  uint8_t type; /**< an fl_attr_type */
  uint8_t flags;
  uint32_t len; /**< bytes behind v.s (without the NUL) or v.blob */
  union {
    int64_t i;
    double d;
    char *s;
    uint8_t *blob; /**< points into the reader unless FL_ATTR_F_OWNED */
    int b;
  } v;
} fl_attr;

/** One event: a time stamp, where it came from and its attributes. */
typedef struct fl_frame {
  uint64_t time;
  uint16_t channel;
  uint16_t kind;
  fl_attr *attrs;
  size_t nattrs;
  size_t cap;
} fl_frame;

/** Deep copy. Free the result with fl_frame_free(). */
fl_frame *fl_frame_dup(const fl_frame *frame);
/** Frees a frame from fl_frame_dup(). NULL is fine. */
void fl_frame_free(fl_frame *frame);
/** First attribute with this key, or NULL. */
const fl_attr *fl_frame_find(const fl_frame *frame, uint32_t key);

/** Integer value. The attribute must be FL_ATTR_INT or FL_ATTR_BOOL. */
int64_t fl_attr_int(const fl_attr *attr);
/** String value. The attribute must be FL_ATTR_STR. */
const char *fl_attr_str(const fl_attr *attr);
/** Prints the value to `out` and returns `out`; 64 bytes are enough for
 * everything but long strings. Prefer fl_attr_format_n(). */
char *fl_attr_format(const fl_attr *attr, char *out);
/** Like fl_attr_format() with a limit; always terminates if size > 0. */
int fl_attr_format_n(const fl_attr *attr, char *out, size_t size);

/* ---- backends --------------------------------------------------------- */

/** Functions a backend consists of. `read` and `write` return the number of
 * bytes done or a negative status. `seek` and `close` may be NULL. */
typedef struct fl_backend_ops {
  long (*read)(void *ctx, void *buf, size_t len);
  long (*write)(void *ctx, const void *buf, size_t len);
  int (*seek)(void *ctx, long offset);
  void (*close)(void *ctx);
} fl_backend_ops;

/** A backend of the caller's own making; `ctx` goes to `ops->close`. */
fl_backend *fl_backend_create(const fl_backend_ops *ops, void *ctx);
/** A stdio file; `mode` as for fopen(). */
fl_backend *fl_backend_open_file(const char *path, const char *mode);
/** Reads from memory that stays the caller's and must outlive the backend. */
fl_backend *fl_backend_open_memory(const void *data, size_t len);
/** An empty, growing memory backend. */
fl_backend *fl_backend_new_memory(void);
/** Contents of a memory backend; valid until the next write or close. */
const uint8_t *fl_backend_memory_data(fl_backend *be, size_t *len);
/** Goes to an absolute position. */
int fl_backend_seek(fl_backend *be, long offset);
/** Closes and frees the backend. */
void fl_backend_close(fl_backend *be);

/* ---- reading ---------------------------------------------------------- */

/** Called per frame; non-zero stops the iteration and is returned. */
typedef int (*fl_frame_cb)(fl_reader *r, const fl_frame *frame, void *user);
/** Returns non-zero to keep the frame. */
typedef int (*fl_filter_fn)(const fl_frame *frame, void *user);

/** Counters kept while reading. */
typedef struct fl_stats {
  uint32_t chunks;
  uint32_t frames;
  uint32_t skipped;
  uint32_t per_channel[FL_MAX_CHANNELS];
  uint32_t per_kind[16];
} fl_stats;

/** Opens a log. Takes ownership of `be`, also when it fails. */
fl_reader *fl_reader_open(fl_backend *be);
/** Next frame, owned by the reader and valid until the next call; NULL at the
 * end or on error, see fl_reader_status(). */
const fl_frame *fl_reader_next(fl_reader *r);
/** Calls `cb` for all remaining frames. */
int fl_reader_each(fl_reader *r, fl_frame_cb cb, void *user);
/** Adds a filter; frames have to pass all of them. */
int fl_reader_add_filter(fl_reader *r, fl_filter_fn fn, void *user);
/** FL_OK or the error that ended reading. */
int fl_reader_status(const fl_reader *r);
/** Name of the log, from the header. */
const char *fl_reader_name(const fl_reader *r);
/** Number of channels known so far. */
int fl_reader_channel_count(const fl_reader *r);
/** Name of a channel; "" if it is not defined. */
const char *fl_reader_channel_name(const fl_reader *r, unsigned index);
/** "name [unit]" of a channel, in a static buffer. */
const char *fl_reader_channel_label(const fl_reader *r, unsigned index);
/** String from the string table; NULL if there is none. The pointer is good
 * until the next fl_reader_next(). */
const char *fl_reader_string(const fl_reader *r, uint32_t index);
/** Counters so far. */
const fl_stats *fl_reader_stats(const fl_reader *r);
/** Arbitrary caller data attached to the reader. */
void fl_reader_set_user(fl_reader *r, void *user);
void *fl_reader_user(const fl_reader *r);
/** Closes the reader and its backend. */
void fl_reader_close(fl_reader *r);

/* ---- writing ---------------------------------------------------------- */

/** Starts a log. Takes ownership of `be`, also when it fails. */
fl_writer *fl_writer_create(fl_backend *be, const char *name, int method);
/** Adds a channel before the first frame; returns its index. */
int fl_writer_add_channel(fl_writer *w, const char *name, const char *unit,
                          double scale);
/** Starts a frame. Times must not differ by more than 2^62. */
int fl_writer_begin(fl_writer *w, uint64_t time, unsigned channel,
                    unsigned kind);
int fl_writer_put_int(fl_writer *w, const char *key, int64_t value);
int fl_writer_put_real(fl_writer *w, const char *key, double value);
int fl_writer_put_str(fl_writer *w, const char *key, const char *value);
int fl_writer_put_blob(fl_writer *w, const char *key, const void *data,
                       size_t len);
int fl_writer_put_bool(fl_writer *w, const char *key, int value);
/** Ends the frame; may write a chunk. */
int fl_writer_end(fl_writer *w);
/** Copies a frame that was read by `r`. */
int fl_writer_copy(fl_writer *w, const fl_reader *r, const fl_frame *frame);
/** Writes what is buffered. */
int fl_writer_flush(fl_writer *w);
/** Ends the log and frees the writer. The backend goes back to the caller;
 * NULL on error (the backend is closed then). */
fl_backend *fl_writer_finish(fl_writer *w);
/** Gives up: frees the writer and closes the backend. */
void fl_writer_destroy(fl_writer *w);

/* ---- library-wide settings -------------------------------------------- */

/** Allocator hook: realloc() semantics, size 0 frees and returns NULL. */
typedef void *(*fl_alloc_fn)(void *user, void *ptr, size_t size);
typedef void (*fl_log_fn)(int level, const char *message, void *user);

/** Sets the allocator; NULL goes back to the default one. Not thread safe. */
void fl_set_allocator(fl_alloc_fn fn, void *user);
/** Sets the log callback; NULL turns logging off. Not thread safe. */
void fl_set_log(fl_log_fn fn, void *user);
/** Text of the last error in this process. */
const char *fl_last_error(void);
/** Text for a status code. */
const char *fl_strerror(int status);
/** CRC-32 as used by the format; start with crc 0. */
uint32_t fl_crc32(uint32_t crc, const void *data, size_t len);

#ifdef __cplusplus
}
#endif

#endif /* FRAMELOG_FRAMELOG_H */
