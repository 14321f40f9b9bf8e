# add_wide_vectors(TARGET NARROW source...)
# Builds the shared library TARGET a second time for processors with AVX2, into the folder of that name where the dynamic
# linker of glibc (2.33 and newer) looks first on such a machine. One program so runs everywhere, as fast as it can.
#
# Without fused multiply-add: it rounds once where others round twice, and ranks on different machines must agree to the
# last bit.
#
# NARROW names the sources that solve systems of equations: Eigen adds up in an order that depends on the width of the
# vectors, so these are compiled for the baseline in both libraries.
function(add_wide_vectors target)
  cmake_parse_arguments(WIDE "" "" "NARROW" ${ARGN})
  if(MINENPP_ARCH OR MINENPP_SANITIZE OR NOT CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64" OR NOT CMAKE_SYSTEM_NAME STREQUAL "Linux")
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  get_target_property(output ${target} LIBRARY_OUTPUT_DIRECTORY)
  add_library(${target}_avx2 SHARED ${sources})
  set_target_properties(${target}_avx2 PROPERTIES
    OUTPUT_NAME ${target} LIBRARY_OUTPUT_DIRECTORY ${output}/glibc-hwcaps/x86-64-v3)
  target_include_directories(${target}_avx2 PRIVATE $<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>)
  target_compile_definitions(${target}_avx2 PRIVATE $<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>)
  target_compile_options(${target}_avx2 PRIVATE $<TARGET_PROPERTY:${target},COMPILE_OPTIONS> -mavx2 -mno-fma)
  target_link_options(${target}_avx2 PRIVATE $<TARGET_PROPERTY:${target},LINK_OPTIONS>)
  target_link_libraries(${target}_avx2 PRIVATE $<TARGET_PROPERTY:${target},LINK_LIBRARIES>)
  set_source_files_properties(${WIDE_NARROW} PROPERTIES COMPILE_OPTIONS -mno-avx)
  add_dependencies(${target} ${target}_avx2)
endfunction()
