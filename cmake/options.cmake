# Flags every target of the project compiles with.
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

add_library(minenpp_flags INTERFACE)
# Contraction is off so that one source expression rounds the same way in every code path and on every machine:
# results must be bitwise equal whatever the ranks or tiles.
target_compile_options(minenpp_flags INTERFACE
  -Wall -Wextra -Wconversion -Wshadow -Werror -ffp-contract=off)
if(MINENPP_ARCH)
  target_compile_options(minenpp_flags INTERFACE -march=${MINENPP_ARCH})
endif()
if(MINENPP_SANITIZE)
  add_compile_options(-fsanitize=${MINENPP_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=${MINENPP_SANITIZE})
  # GCC takes the sanitizers' own code in <regex> for reads of what was never set (bug 105562).
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
endif()

find_program(MINENPP_CCACHE ccache)
if(MINENPP_CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${MINENPP_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${MINENPP_CCACHE})
endif()
