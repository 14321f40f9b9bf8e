# Fuzz targets for the readers of what users bring (tests/fuzz). Skipped by name where there is no Clang with libFuzzer.
function(add_fuzz_test name target seconds)
  add_test(NAME ${name} COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/build_and_run ${target} ${CMAKE_BINARY_DIR}/fuzz)
  math(EXPR timeout "${seconds} + 1200")
  set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT ${timeout})
  set(seed 1)
  if(seconds GREATER 60)
    set(seed 0)
    set_tests_properties(${name} PROPERTIES LABELS soak)
  endif()
  set_tests_properties(${name} PROPERTIES
    ENVIRONMENT "MINENPP_FUZZ_SECONDS=${seconds};MINENPP_FUZZ_SEED=${seed}")
endfunction()

foreach(target mtl stac stations classes polygons survey)
  add_fuzz_test(fuzz.${target} ${target} 5)
  add_fuzz_test(fuzz.${target}_soak ${target} 600)
endforeach()
