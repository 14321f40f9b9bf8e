# add_wide_vectors(TARGET NARROW source...)
# Builds the shared library TARGET again for processors with AVX2 and with AVX-512, into the folders of those names where
# the dynamic linker of glibc (2.33 and newer) looks first on such machines. One program so runs everywhere, as fast as it
# can.
#
# Without fused multiply-add (-ffp-contract=off where the instructions are there): it rounds once where others round
# twice, and ranks on different machines must agree to the last bit. EIGEN_FAST_MATH=0 keeps Eigen from approximating
# roots with AVX-512.
#
# NARROW names the sources that solve systems of equations: Eigen adds up in an order that depends on the width of the
# vectors, so these are compiled once, for the baseline, and all libraries hold them.
function(add_wide_vectors target)
  cmake_parse_arguments(WIDE "" "" "NARROW" ${ARGN})
  if(MINENPP_ARCH OR MINENPP_SANITIZE OR NOT CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64" OR NOT CMAKE_SYSTEM_NAME STREQUAL "Linux")
    return()
  endif()
  target_compile_definitions(${target} PRIVATE EIGEN_FAST_MATH=0)
  compile_once(${target} ${WIDE_NARROW})
  add_library_for(${target} avx2 x86-64-v3 -mavx2 -mno-fma)
  # Eigen insists on -mfma beside AVX-512; it is not used.
  add_library_for(${target} avx512 x86-64-v4
    -mavx512f -mavx512bw -mavx512cd -mavx512dq -mavx512vl -mprefer-vector-width=512 -mfma -ffp-contract=off)
endfunction()

# How TARGET is compiled, with further options, goes for `other` too.
function(compile_alike target other)
  target_include_directories(${other} PRIVATE $<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>)
  target_compile_definitions(${other} PRIVATE $<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>)
  target_compile_options(${other} PRIVATE $<TARGET_PROPERTY:${target},COMPILE_OPTIONS> ${ARGN})
  target_link_libraries(${other} PRIVATE $<TARGET_PROPERTY:${target},LINK_LIBRARIES>)
  build_in_groups(${other})
endfunction()

# Takes sources out of TARGET into objects that it, and each library made after it, holds.
function(compile_once target)
  get_target_property(sources ${target} SOURCES)
  list(REMOVE_ITEM sources ${ARGN})
  add_library(${target}_narrow OBJECT ${ARGN})
  set_target_properties(${target}_narrow PROPERTIES POSITION_INDEPENDENT_CODE ON)
  compile_alike(${target} ${target}_narrow)
  set_target_properties(${target} PROPERTIES SOURCES "${sources};$<TARGET_OBJECTS:${target}_narrow>")
endfunction()

# The library of TARGET once more, with further options, for glibc's `level`.
function(add_library_for target name level)
  get_target_property(sources ${target} SOURCES)
  get_target_property(output ${target} LIBRARY_OUTPUT_DIRECTORY)
  set(wide ${target}_${name})
  add_library(${wide} SHARED ${sources})
  set_target_properties(${wide} PROPERTIES
    OUTPUT_NAME ${target} LIBRARY_OUTPUT_DIRECTORY ${output}/glibc-hwcaps/${level})
  compile_alike(${target} ${wide} ${ARGN})
  target_link_options(${wide} PRIVATE $<TARGET_PROPERTY:${target},LINK_OPTIONS>)
  add_dependencies(${target} ${wide})
endfunction()
