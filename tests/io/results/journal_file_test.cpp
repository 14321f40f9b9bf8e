#include "io/results/journal_file.h"

#include <cstring>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "model/error.h"

namespace minenpp::io {
namespace {

namespace fs = std::filesystem;

using Messages = std::vector<std::pair<std::size_t, std::string>>;

const std::string mine = "key-of-the-stage\n4 tiles of 16\n";
const JournalState first{{3, 5}, 9, {std::byte{7}}}, second{{3, 5, 8}, 9, {std::byte{70}, std::byte{10}}};

/// A folder of this rank's own.
class OwnFolder {
 public:
  OwnFolder() {
    std::string name = (fs::temp_directory_path() / "minenpp-journal-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  OwnFolder(const OwnFolder&) = delete;
  OwnFolder& operator=(const OwnFolder&) = delete;
  ~OwnFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] fs::path file() const { return path_ / "npp.nc.journal"; }

 private:
  fs::path path_;
};

std::vector<std::byte> bytes(const std::string& text) {
  const auto span = std::as_bytes(std::span(text));
  return {span.begin(), span.end()};
}

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, const std::string& all) {
  std::ofstream(path, std::ios::binary) << all;
}

/// Two messages, a state, a message, a state, and a message that does not count.
void write_journal(const fs::path& path, const std::string& whose = mine) {
  JournalFile journal(path, whose);
  journal.add(0, bytes("one"));
  journal.add(1, bytes("two"));
  journal.write(first);
  journal.add(0, bytes("three"));
  journal.write(second);
  journal.add(1, std::vector<std::byte>(JournalFile::kept_bytes));
  EXPECT_EQ(journal.take_problem(), "");
}

struct Resumed {
  JournalFile::Found found;
  Messages messages;
};

Resumed resume(JournalFile& journal) {
  Resumed resumed;
  resumed.found = journal.resume([&](std::size_t map, std::span<const std::byte> message) {
    resumed.messages.emplace_back(map,
                                  std::string(reinterpret_cast<const char*>(message.data()), message.size()));
  });
  return resumed;
}

Resumed resume(const fs::path& path, const std::string& whose = mine) {
  JournalFile journal(path, whose);
  return resume(journal);
}

TEST(JournalFile, GivesBackWhatCounts) {
  const OwnFolder folder;
  write_journal(folder.file());
  EXPECT_GT(fs::file_size(folder.file()), static_cast<std::uintmax_t>(JournalFile::kept_bytes));
  const auto [found, messages] = resume(folder.file());
  EXPECT_EQ(found.state, second);
  EXPECT_EQ(found.refused, "");
  EXPECT_EQ(messages, (Messages{{0, "one"}, {1, "two"}, {0, "three"}}));
  EXPECT_LT(fs::file_size(folder.file()), 1000u) << "what does not count is cut off";
}

TEST(JournalFile, GoesOnWhereItWas) {
  const OwnFolder folder;
  write_journal(folder.file());
  const JournalState third{{1, 3, 5, 8}, 9, {}};
  {
    JournalFile journal(folder.file(), mine);
    EXPECT_EQ(resume(journal).found.state, second);
    journal.add(2, bytes("four"));
    journal.write(third);
  }
  const auto [found, messages] = resume(folder.file());
  EXPECT_EQ(found.state, third);
  EXPECT_EQ(messages, (Messages{{0, "one"}, {1, "two"}, {0, "three"}, {2, "four"}}));
}

TEST(JournalFile, LeavesTheDiskAloneUntilSomethingCounts) {
  const OwnFolder folder;
  JournalFile journal(folder.file(), mine);
  const auto [found, messages] = resume(journal);
  EXPECT_FALSE(found.state);
  EXPECT_EQ(found.refused, "");
  journal.add(0, bytes("one"));
  EXPECT_FALSE(fs::exists(folder.file()));
  journal.write(first);
  EXPECT_TRUE(fs::exists(folder.file()));
  journal.remove();
  EXPECT_FALSE(fs::exists(folder.file()));
}

TEST(JournalFile, ReadsEarlierMessagesBackWhenItBegins) {
  const OwnFolder folder;
  std::vector<std::string> asked;
  const auto again = [&](std::span<const std::byte> outline) {
    asked.emplace_back(reinterpret_cast<const char*>(outline.data()), outline.size());
    return std::vector<std::byte>(outline.begin(), outline.end());
  };
  {
    JournalFile journal(folder.file(), mine);
    EXPECT_FALSE(journal.wants_bytes());
    for (const auto* text : {"one", "two", "three", "four"}) journal.add_later(1, bytes(text), again);
    EXPECT_TRUE(asked.empty());
    journal.begin();
    EXPECT_TRUE(journal.wants_bytes());
    journal.add(0, bytes("five"));
    EXPECT_EQ(asked, (std::vector<std::string>{"one", "two"}));
    journal.write(first);
    EXPECT_EQ(asked, (std::vector<std::string>{"one", "two", "three", "four"}));
  }
  const auto [found, messages] = resume(folder.file());
  EXPECT_EQ(found.state, first);
  EXPECT_EQ(messages, (Messages{{0, "five"}, {1, "one"}, {1, "two"}, {1, "three"}, {1, "four"}}));
}

TEST(JournalFile, MessageThatCannotBeReadBackEndsTheJournalAlone) {
  const OwnFolder folder;
  JournalFile journal(folder.file(), mine);
  journal.add_later(0, bytes("one"),
                    [](auto) -> std::vector<std::byte> { throw std::runtime_error("the map is gone"); });
  journal.write(first);
  EXPECT_EQ(journal.take_problem(), "the map is gone");
  EXPECT_FALSE(fs::exists(folder.file()));
}

TEST(JournalFile, BeginsByItselfWhereMuchIsNoted) {
  const OwnFolder folder;
  JournalFile journal(folder.file(), mine);
  const auto again = [](std::span<const std::byte> outline) {
    return std::vector<std::byte>(outline.begin(), outline.end());
  };
  journal.add_later(0, std::vector<std::byte>(JournalFile::noted_bytes / 2), again);
  EXPECT_FALSE(journal.wants_bytes());
  journal.add_later(0, std::vector<std::byte>(JournalFile::noted_bytes / 2), again);
  EXPECT_TRUE(journal.wants_bytes());
}

TEST(JournalFile, TornAnywhereGivesTheLastWholeState) {
  const OwnFolder folder;
  write_journal(folder.file());
  (void)resume(folder.file());  // cuts off what does not count
  const auto all = contents(folder.file());
  ASSERT_LT(all.size(), 1000u);
  const auto second_size = sizeof(JournalHead) + to_bytes(second).size();
  const auto first_end = all.size() - second_size - sizeof(JournalHead) - std::strlen("three");
  for (std::size_t length = 0; length <= all.size(); ++length) {
    write(folder.file(), all.substr(0, length));
    const auto [found, messages] = resume(folder.file());
    if (length == all.size()) {
      EXPECT_EQ(found.state, second);
    } else if (length >= first_end) {
      EXPECT_EQ(found.state, first) << length;
      EXPECT_EQ(messages, (Messages{{0, "one"}, {1, "two"}})) << length;
      EXPECT_EQ(fs::file_size(folder.file()), first_end);
    } else {
      EXPECT_FALSE(found.state) << length;
      EXPECT_NE(found.refused, "") << length;
      EXPECT_TRUE(messages.empty()) << length;
      EXPECT_FALSE(fs::exists(folder.file())) << length;
    }
  }
}

TEST(JournalFile, BelievesNothingFromAChangedByteOn) {
  const OwnFolder folder;
  write_journal(folder.file());
  (void)resume(folder.file());
  const auto all = contents(folder.file());
  const auto first_end =
      all.size() - 2 * sizeof(JournalHead) - to_bytes(second).size() - std::strlen("three");
  for (std::size_t at = 0; at < all.size(); ++at) {
    auto changed = all;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    write(folder.file(), changed);
    const auto [found, messages] = resume(folder.file());
    if (at < first_end) {
      EXPECT_FALSE(found.state) << at;
      EXPECT_TRUE(messages.empty()) << at;
    } else {
      EXPECT_EQ(found.state, first) << at;
      EXPECT_EQ(messages, (Messages{{0, "one"}, {1, "two"}})) << at;
    }
  }
}

TEST(JournalFile, OfAnotherStageIsRemoved) {
  const OwnFolder folder;
  write_journal(folder.file(), "another key\n");
  const auto [found, messages] = resume(folder.file());
  EXPECT_FALSE(found.state);
  EXPECT_NE(found.refused.find("other settings"), std::string::npos) << found.refused;
  EXPECT_TRUE(messages.empty());
  EXPECT_FALSE(fs::exists(folder.file()));
}

/// A record of one journal does not fit into another, though it is whole.
TEST(JournalFile, RecordsOfAnEarlierWritingDoNotCount) {
  const OwnFolder folder;
  write_journal(folder.file());
  (void)resume(folder.file());
  const auto old = contents(folder.file());
  {
    JournalFile journal(folder.file(), mine);
    fs::remove(folder.file());
    journal.add(0, bytes("new"));
    journal.add(1, bytes("two"));
    journal.write(first);
  }
  const auto fresh = contents(folder.file());
  ASSERT_LT(fresh.size(), old.size());
  write(folder.file(), fresh + old.substr(fresh.size()));
  const auto [found, messages] = resume(folder.file());
  EXPECT_EQ(found.state, first);
  EXPECT_EQ(messages, (Messages{{0, "new"}, {1, "two"}}));
}

TEST(JournalFile, ALinkIsNotFollowed) {
  const OwnFolder folder;
  const auto other = folder.file().parent_path() / "other";
  write_journal(other);
  fs::create_symlink(other, folder.file());
  const auto before = fs::file_size(other);
  JournalFile journal(folder.file(), mine);
  EXPECT_FALSE(resume(journal).found.state);
  journal.write(first);
  EXPECT_EQ(journal.take_problem(), "");
  EXPECT_FALSE(fs::is_symlink(folder.file()));
  EXPECT_EQ(fs::file_size(other), before);
}

TEST(JournalFile, ThatCannotBeWrittenEndsNothing) {
  const OwnFolder folder;
  JournalFile journal(folder.file() / "no-such-folder", mine);
  journal.add(0, bytes("one"));
  journal.write(first);
  EXPECT_NE(journal.take_problem().find("creating"), std::string::npos);
  EXPECT_EQ(journal.take_problem(), "") << "said once";
  journal.add(0, bytes("two"));
  journal.write(second);
  EXPECT_EQ(journal.take_problem(), "");
}

TEST(JournalFile, LeavesTheLastOfADiskToTheMaps) {
  const OwnFolder folder;
  JournalFile journal(folder.file(), mine, std::int64_t{1} << 60);
  journal.add(0, bytes("one"));
  journal.write(first);
  EXPECT_NE(journal.take_problem().find("MB are free on its disk"), std::string::npos);
  EXPECT_FALSE(fs::exists(folder.file()));
  journal.write(second);
  EXPECT_EQ(journal.take_problem(), "");
}

TEST(JournalFile, StateIsSeenWithoutReadingMessages) {
  const OwnFolder folder;
  write_journal(folder.file());
  EXPECT_EQ(journal_state(folder.file(), "key-of-the-stage"), second);
  EXPECT_FALSE(journal_state(folder.file(), "key-of-the"));
  EXPECT_FALSE(journal_state(folder.file(), ""));
  EXPECT_FALSE(journal_state(folder.file().parent_path() / "none", "key-of-the-stage"));
}

TEST(JournalFile, WhatTheMapsRefuseIsThrown) {
  const OwnFolder folder;
  write_journal(folder.file());
  JournalFile journal(folder.file(), mine);
  EXPECT_THROW((void)journal.resume([](std::size_t, std::span<const std::byte>) {
    throw model::Error(model::Fault::system, "disk full");
  }),
               model::Error);
  EXPECT_TRUE(fs::exists(folder.file())) << "it counts as before";
}

}  // namespace
}  // namespace minenpp::io
