// The hold model in C++, on a timing wheel of the same design and on std::priority_queue.
//
// Usage: hold wheel|heap PENDING HOLDS. Prints the seconds that the holds took and a digest of
// their order. Draws and gaps are bit for bit those of hold.swift, so the digests must be equal.

#include <array>
#include <bit>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <queue>
#include <vector>

namespace {

using std::int64_t;
using std::uint64_t;

uint64_t mix(uint64_t word) {
    word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
    word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
    return word ^ (word >> 31);
}

class RandomStream {
public:
    RandomStream(uint64_t seed, uint64_t entity, uint64_t purpose)
        : key(mix(mix(seed + step) ^ mix((purpose << 56 | entity) + step))) {}

    double unit() {
        counter += 1;
        return double(mix(mix(counter * step) ^ key) >> 11 | 1) * 0x1p-53;
    }

private:
    static constexpr uint64_t step = 0x9e3779b97f4a7c15;
    uint64_t key;
    uint64_t counter = 0;
};

double cubic(double x, double x2, double a, double b, double c, double d) {
    return (a + b * x) + (c + d * x) * x2;
}

/// The project's logarithm, for normal positive numbers.
double ln(double x) {
    int64_t bits = std::bit_cast<int64_t>(x);
    int64_t k = (bits - 0x3fe6a09e667f3bcd) >> 52;
    double f = std::bit_cast<double>(bits - k * (int64_t{1} << 52)) - 1;
    double s = f / (2 + f);
    double z = s * s, z2 = z * z, z4 = z2 * z2;
    double low = cubic(z, z2, 2.0 / 3, 2.0 / 5, 2.0 / 7, 2.0 / 9);
    double middle = cubic(z, z2, 2.0 / 11, 2.0 / 13, 2.0 / 15, 2.0 / 17);
    double high = 2.0 / 19 + 2.0 / 21 * z;
    double correction = s * (f - z * (low + z4 * (middle + z4 * high)));
    return double(k) * 0x1.62e42fefa38p-1 + (f - (correction - double(k) * 0x1.ef35793c7673p-45));
}

/// Exponential with a mean of one second, in whole nanoseconds.
uint64_t gap(RandomStream &random) {
    return uint64_t(int64_t(-1e9 * ln(random.unit())));
}

struct Entry {
    uint64_t time, payload;
};

/// A 64-ary radix timing wheel, its buckets chained out of chunks of 512 bytes.
class Wheel {
public:
    Wheel() { buckets.fill(Bucket{end_of_nothing(), end_of_nothing()}); }

    void push(Entry entry) {
        if (entry.time < cursor) std::abort();
        file(entry);
    }

    bool pop(uint64_t limit, Entry &out) {
        while (levels != 0) {
            int level = std::countr_zero(levels);
            int digit = std::countr_zero(digits[level]);
            Bucket &bucket = buckets[level * 64 + digit];
            if (level == 0 || bucket.head + 1 == bucket.tail) {
                if (bucket.head->time > limit) return false;
                out = *bucket.head;
                cursor = out.time;
                drop_first(bucket);
                if (bucket.head == bucket.tail) clear(level, digit);
                return true;
            }
            int shift = 6 * level;
            uint64_t start = ((cursor >> shift & ~uint64_t{63}) | uint64_t(digit)) << shift;
            if (start > limit) return false;
            cascade(bucket, level, digit, start);
        }
        return false;
    }

private:
    struct alignas(512) Chunk {
        Chunk *link;
        uint64_t unused;
        Entry entries[31];
    };
    static_assert(sizeof(Chunk) == 512);

    /// An empty bucket stands at the end of `nothing`, where a push asks for a chunk.
    struct Bucket {
        Entry *head, *tail;
    };

    void file(Entry entry) {
        uint64_t difference = entry.time ^ cursor;
        int level = (63 - std::countl_zero(difference | 1)) / 6;
        int digit = int(entry.time >> (6 * level) & 63);
        Bucket &bucket = buckets[level * 64 + digit];
        if (ends_chunk(bucket.tail)) {
            Chunk *chunk = lend();
            if (bucket.head == bucket.tail) {
                bucket.head = chunk->entries;
            } else {
                chunk_before(bucket.tail)->link = chunk;
            }
            bucket.tail = chunk->entries;
            digits[level] |= uint64_t{1} << digit;
            levels |= uint64_t{1} << level;
        }
        *bucket.tail++ = entry;
    }

    void cascade(Bucket &slot, int level, int digit, uint64_t start) {
        Bucket bucket = slot;
        slot = Bucket{end_of_nothing(), end_of_nothing()};
        clear(level, digit);
        cursor = start;
        while (bucket.head != bucket.tail) {
            Entry entry = *bucket.head;
            drop_first(bucket);
            file(entry);
        }
    }

    void drop_first(Bucket &bucket) {
        Entry *dropped = bucket.head++;
        if (bucket.head == bucket.tail) {
            auto address = reinterpret_cast<uintptr_t>(dropped) & ~uintptr_t{511};
            give_back(reinterpret_cast<Chunk *>(address));
            bucket = Bucket{end_of_nothing(), end_of_nothing()};
        } else if (ends_chunk(bucket.head)) {
            Chunk *emptied = chunk_before(bucket.head);
            bucket.head = emptied->link->entries;
            give_back(emptied);
        }
    }

    void clear(int level, int digit) {
        digits[level] &= ~(uint64_t{1} << digit);
        if (digits[level] == 0) levels &= ~(uint64_t{1} << level);
    }

    Chunk *lend() {
        if (free != nullptr) {
            Chunk *chunk = free;
            free = chunk->link;
            return chunk;
        }
        if (fresh == fresh_end) {
            slab_size = slab_size < 4096 ? 2 * slab_size : slab_size;
            slabs.push_back(std::make_unique_for_overwrite<Chunk[]>(slab_size));
            fresh = slabs.back().get();
            fresh_end = fresh + slab_size;
        }
        return fresh++;
    }

    void give_back(Chunk *chunk) {
        chunk->link = free;
        free = chunk;
    }

    static bool ends_chunk(Entry *place) {
        return (reinterpret_cast<uintptr_t>(place) & 511) == 0;
    }

    static Chunk *chunk_before(Entry *end) { return reinterpret_cast<Chunk *>(end) - 1; }

    Entry *end_of_nothing() { return reinterpret_cast<Entry *>(&nothing + 1); }

    uint64_t cursor = 0;
    uint64_t levels = 0;
    uint64_t digits[11] = {};
    Chunk *free = nullptr;
    Chunk *fresh = nullptr;
    Chunk *fresh_end = nullptr;
    size_t slab_size = 32;
    std::vector<std::unique_ptr<Chunk[]>> slabs;
    Chunk nothing;
    std::array<Bucket, 11 * 64> buckets;
};

/// What one takes from the standard library; a ticket keeps ties in order of pushing.
class Heap {
public:
    void push(Entry entry) { heap.push({entry.time, tickets++, entry.payload}); }

    bool pop(uint64_t limit, Entry &out) {
        if (heap.empty() || heap.top().time > limit) return false;
        out = {heap.top().time, heap.top().payload};
        heap.pop();
        return true;
    }

private:
    struct Node {
        uint64_t time, ticket, payload;

        bool operator<(const Node &other) const {
            return time != other.time ? time > other.time : ticket > other.ticket;
        }
    };

    std::priority_queue<Node> heap;
    uint64_t tickets = 0;
};

template <typename Queue>
uint64_t hold(Queue &queue, RandomStream &random, long count) {
    uint64_t digest = 0;
    Entry next;
    while (count-- > 0 && queue.pop(INT64_MAX / 2, next)) {
        digest = (digest ^ next.time ^ next.payload) * 0x100000001b3;
        queue.push({next.time + gap(random), next.payload});
    }
    return digest;
}

template <typename Queue>
void run(long pending, long holds) {
    RandomStream random(1, 0, 15);
    auto queue = std::make_unique<Queue>();
    for (long payload = 0; payload < pending; ++payload) {
        queue->push({gap(random), uint64_t(payload)});
    }
    hold(*queue, random, 2 * pending);
    auto start = std::chrono::steady_clock::now();
    uint64_t digest = hold(*queue, random, holds);
    std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    std::printf("%.9f %lx\n", elapsed.count(), digest);
}

}  // namespace

int main(int argc, char **argv) {
    if (argc != 4) {
        std::fputs("usage: hold wheel|heap PENDING HOLDS\n", stderr);
        return 2;
    }
    bool wheel = std::strcmp(argv[1], "wheel") == 0;
    (wheel ? run<Wheel> : run<Heap>)(std::atol(argv[2]), std::atol(argv[3]));
}
