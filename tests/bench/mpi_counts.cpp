// Counts what a program asks of MPI: preloaded (LD_PRELOAD), it stands before the library through MPI's profiling
// interface, and at the end every rank appends a line "rank calls messages bytes received" to the file MPI_COUNTS names.
// A collective call counts as a call, and as the bytes that this rank gives. What is received counts messages alone.
#include <cstdio>
#include <cstdlib>

#include <mpi.h>

namespace {

// One process, one thread that communicates; what is counted must outlive every call.
long long calls = 0, messages = 0, bytes = 0, received = 0;

long long bytes_of(int number, MPI_Datatype type) {
  int size = 0;
  PMPI_Type_size(type, &size);
  return static_cast<long long>(number) * size;
}

void count(int number, MPI_Datatype type) {
  bytes += bytes_of(number, type);
}

}  // namespace

extern "C" {

int MPI_Isend(const void* from, int number, MPI_Datatype type, int to, int tag, MPI_Comm comm, MPI_Request* request) {
  ++messages;
  count(number, type);
  return PMPI_Isend(from, number, type, to, tag, comm, request);
}

int MPI_Irecv(void* to, int number, MPI_Datatype type, int from, int tag, MPI_Comm comm, MPI_Request* request) {
  received += bytes_of(number, type);
  return PMPI_Irecv(to, number, type, from, tag, comm, request);
}

int MPI_Allreduce(const void* from, void* to, int number, MPI_Datatype type, MPI_Op operation, MPI_Comm comm) {
  ++calls;
  count(number, type);
  return PMPI_Allreduce(from, to, number, type, operation, comm);
}

int MPI_Iallreduce(const void* from, void* to, int number, MPI_Datatype type, MPI_Op operation, MPI_Comm comm,
                   MPI_Request* request) {
  ++calls;
  count(number, type);
  return PMPI_Iallreduce(from, to, number, type, operation, comm, request);
}

int MPI_Gather(const void* from, int number, MPI_Datatype type, void* to, int each, MPI_Datatype to_type, int root,
               MPI_Comm comm) {
  ++calls;
  count(number, type);
  return PMPI_Gather(from, number, type, to, each, to_type, root, comm);
}

int MPI_Allgather(const void* from, int number, MPI_Datatype type, void* to, int each, MPI_Datatype to_type,
                  MPI_Comm comm) {
  ++calls;
  count(number, type);
  return PMPI_Allgather(from, number, type, to, each, to_type, comm);
}

int MPI_Allgatherv(const void* from, int number, MPI_Datatype type, void* to, const int* each, const int* where,
                   MPI_Datatype to_type, MPI_Comm comm) {
  ++calls;
  count(number, type);
  return PMPI_Allgatherv(from, number, type, to, each, where, to_type, comm);
}

int MPI_Alltoall(const void* from, int number, MPI_Datatype type, void* to, int each, MPI_Datatype to_type,
                 MPI_Comm comm) {
  int size = 0;
  PMPI_Comm_size(comm, &size);
  ++calls;
  count(number * size, type);
  return PMPI_Alltoall(from, number, type, to, each, to_type, comm);
}

int MPI_Bcast(void* data, int number, MPI_Datatype type, int root, MPI_Comm comm) {
  int rank = 0;
  PMPI_Comm_rank(comm, &rank);
  ++calls;
  if (rank == root) count(number, type);
  return PMPI_Bcast(data, number, type, root, comm);
}

int MPI_Barrier(MPI_Comm comm) {
  ++calls;
  return PMPI_Barrier(comm);
}

int MPI_Ibarrier(MPI_Comm comm, MPI_Request* request) {
  ++calls;
  return PMPI_Ibarrier(comm, request);
}

int MPI_Finalize() {
  int rank = 0;
  PMPI_Comm_rank(MPI_COMM_WORLD, &rank);
  if (const char* path = std::getenv("MPI_COUNTS")) {
    if (std::FILE* file = std::fopen(path, "a")) {
      std::fprintf(file, "%d %lld %lld %lld %lld\n", rank, calls, messages, bytes, received);
      std::fclose(file);
    }
  }
  return PMPI_Finalize();
}
}
