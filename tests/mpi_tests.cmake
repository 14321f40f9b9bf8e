# The mpi, io and ranks test programs bring their own main (they open a session) and run once for each rank count.
set(MINENPP_MPIRUN ${MPIEXEC_EXECUTABLE} --allow-run-as-root --oversubscribe)
foreach(name mpi io ranks)
  if(TARGET test_${name})
    foreach(ranks 1 2 3 4 6)
      add_test(NAME ${name}.ranks_${ranks} COMMAND ${MINENPP_MPIRUN} -n ${ranks} $<TARGET_FILE:test_${name}>)
      set_tests_properties(${name}.ranks_${ranks} PROPERTIES
        TIMEOUT 300 ENVIRONMENT "OMPI_MCA_rmaps_base_oversubscribe=1;OMPI_MCA_btl_vader_single_copy_mechanism=none")
    endforeach()
  endif()
endforeach()
