#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace minenpp::io {

/// Writes `bytes` as a new file, replacing any old one. Throws Error(system) with the system's reason (disk
/// full, permission denied).
void write_file(const std::filesystem::path& path, std::span<const std::byte> bytes);

/// Returns when a file's, or a folder's, content has reached the disk. Throws Error(system).
void flush_to_disk(const std::filesystem::path& path);

/// How sure a finished file is. What can be made again in no time need not wait for the disk.
enum class Durability { flushed, left_to_system };

/// Gives a file that is whole its final name, replacing what had it: after flushing, unless that is left to
/// the system, so that no crash leaves the name without the content. Throws Error(system); then `part` is
/// still there.
void publish(const std::filesystem::path& part, const std::filesystem::path& path,
             Durability durability = Durability::flushed);

/// Has the system begin to write what is not on the disk yet, without waiting for it, so that less is left to
/// flush. A hint: whatever fails, flushing will meet again.
void begin_flush(const std::filesystem::path& path) noexcept;

/// Makes the system set `bytes` aside past the end of the file, whose length stays. Throws Error(system)
/// where the disk is too full or the file would pass this process's size limit. Called before HDF5 writes,
/// which does not recover from a disk that refuses its index blocks. Where the file system cannot set space
/// aside, it is only checked that as much is free.
void reserve_space(const std::filesystem::path& path, std::int64_t bytes);

/// Gives back what was set aside and not used.
void release_space(const std::filesystem::path& path);

}  // namespace minenpp::io
