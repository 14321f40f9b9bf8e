# The report page, put into the program: its template, style and scripts, the templates of its figures, and, where npm
# can fetch it, the chart library (Vega). Without npm, or offline, the page loads that library from a content network.
#
#   add_report_resources(TARGET)   adds the source that implements io/report/resources.h to TARGET
#
# Names of the resources: index.html, report.css, report.js, figures/NAME.vl.json, and vega.html, the script elements
# of the chart library for the page's head.
#
# The file is also run as a script (cmake -P) during the build, to write that source.

set(MINENPP_PAGE_SOURCE_DIR ${CMAKE_CURRENT_LIST_DIR}/../io/report)
set(MINENPP_PAGE_MODULE ${CMAKE_CURRENT_LIST_FILE})
set(MINENPP_PAGE_LIBRARIES vega vega-lite vega-embed)

# The page's scripts are the "files" of its package.json, in this order.
function(minenpp_page_scripts result)
  file(READ ${MINENPP_PAGE_SOURCE_DIR}/page/package.json package)
  string(JSON count LENGTH "${package}" files)
  math(EXPR last "${count} - 1")
  set(scripts)
  foreach(i RANGE ${last})
    string(JSON name GET "${package}" files ${i})
    list(APPEND scripts ${MINENPP_PAGE_SOURCE_DIR}/page/${name})
  endforeach()
  set(${result} ${scripts} PARENT_SCOPE)
endfunction()

# Fetches the chart library into FOLDER, once for each content of the lock file. RESULT is false where it cannot be had.
function(minenpp_fetch_charts folder result)
  set(${result} FALSE PARENT_SCOPE)
  file(SHA256 ${MINENPP_PAGE_SOURCE_DIR}/page/package-lock.json wanted)
  set(fetched "")
  if(EXISTS ${folder}/fetched)
    file(READ ${folder}/fetched fetched)
  endif()
  if(fetched STREQUAL wanted)
    set(${result} TRUE PARENT_SCOPE)
    return()
  endif()

  find_program(MINENPP_NPM npm)
  mark_as_advanced(MINENPP_NPM)
  if(NOT MINENPP_NPM)
    message(STATUS "Report page: no npm, so its charts will need the network (Debian: nodejs, npm)")
    return()
  endif()
  message(STATUS "Report page: fetching the chart library with npm")
  set(work ${folder}/npm)
  file(REMOVE_RECURSE ${folder})
  file(COPY ${MINENPP_PAGE_SOURCE_DIR}/page/package.json ${MINENPP_PAGE_SOURCE_DIR}/page/package-lock.json
       DESTINATION ${work})
  execute_process(
    COMMAND ${MINENPP_NPM} ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund --no-bin-links
            --no-progress --loglevel=error --fetch-retries=1 --fetch-retry-mintimeout=1000
    WORKING_DIRECTORY ${work} TIMEOUT 300 RESULT_VARIABLE failed OUTPUT_QUIET ERROR_VARIABLE reason)
  if(NOT failed)
    minenpp_keep_charts(${work}/node_modules ${folder} failed)
  endif()
  file(REMOVE_RECURSE ${work})
  if(failed)
    string(REGEX REPLACE "\n.*" "" reason "${failed}: ${reason}")
    message(STATUS "Report page: npm could not fetch the chart library (${reason}); charts will need the network")
    return()
  endif()
  file(WRITE ${folder}/fetched ${wanted})
  set(${result} TRUE PARENT_SCOPE)
endfunction()

# Of the packages only the bundles are kept, and the licences of what is in them.
function(minenpp_keep_charts modules folder failed)
  foreach(name ${MINENPP_PAGE_LIBRARIES})
    if(NOT EXISTS ${modules}/${name}/build/${name}.min.js)
      set(${failed} "${name} has no bundle" PARENT_SCOPE)
      return()
    endif()
    file(COPY_FILE ${modules}/${name}/build/${name}.min.js ${folder}/${name}.min.js)
  endforeach()
  file(READ ${modules}/vega-embed/LICENSE vega)
  file(READ ${modules}/d3-array/LICENSE d3)
  file(WRITE ${folder}/LICENSE "Vega, Vega-Lite and Vega-Embed:\n\n${vega}\nParts of D3 in Vega:\n\n${d3}")
endfunction()

# The script elements of the chart library, as HTML. A policy before them keeps the page from any other place.
function(minenpp_chart_scripts folder embedded result)
  set(scripts_from "'unsafe-inline' 'unsafe-eval'")
  set(licence "")
  if(embedded)
    file(READ ${folder}/LICENSE licence)
    string(PREPEND licence "<!--\n")
    string(APPEND licence "-->\n")
  else()
    file(READ ${MINENPP_PAGE_SOURCE_DIR}/page/package.json package)
    string(APPEND scripts_from " https://cdn.jsdelivr.net")
  endif()
  string(CONCAT html
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data: blob:; "
    "style-src 'unsafe-inline'; script-src ${scripts_from}; base-uri 'none'; form-action 'none'\">\n${licence}")
  foreach(name ${MINENPP_PAGE_LIBRARIES})
    if(embedded)
      file(READ ${folder}/${name}.min.js script)
      # What would end the script element early, or send a browser for a source map, does not go into a page.
      string(REPLACE "</script" "<\\/script" script "${script}")
      string(REPLACE "<!--" "<\\!--" script "${script}")
      string(REGEX REPLACE "\n//# sourceMappingURL=[^\n]*" "" script "${script}")
      string(APPEND html "<script>${script}</script>\n")
    else()
      string(JSON version GET "${package}" dependencies ${name})
      string(APPEND html "<script src=\"https://cdn.jsdelivr.net/npm/${name}@${version}/build/${name}.min.js\"></script>\n")
    endif()
  endforeach()
  set(${result} "${html}" PARENT_SCOPE)
endfunction()

# One resource as C++. GCC and Clang take a literal of any length, and read it faster than numbers.
function(minenpp_append_resource name bytes)
  get_property(count GLOBAL PROPERTY minenpp_resource_count)
  if(NOT count)
    set(count 0)
  endif()
  set(source "constexpr char bytes_${count}[] = R\"minenpp(${bytes})minenpp\";\n")
  set_property(GLOBAL APPEND_STRING PROPERTY minenpp_resource_bytes "${source}")
  set_property(GLOBAL APPEND_STRING PROPERTY minenpp_resource_names
               "    {\"${name}\", {bytes_${count}, sizeof bytes_${count} - 1}},\n")
  math(EXPR count "${count} + 1")
  set_property(GLOBAL PROPERTY minenpp_resource_count ${count})
endfunction()

# Writes the source: FOLDER is where the chart library was fetched to, EMBEDDED whether it was.
function(minenpp_write_resources output folder embedded)
  foreach(name index.html report.css)
    file(READ ${MINENPP_PAGE_SOURCE_DIR}/page/${name} bytes)
    minenpp_append_resource(${name} "${bytes}")
  endforeach()
  minenpp_page_scripts(scripts)
  set(script "")
  foreach(path ${scripts})
    file(READ ${path} bytes)
    string(APPEND script "${bytes}\n")
  endforeach()
  minenpp_append_resource(report.js "${script}")
  file(GLOB figures ${MINENPP_PAGE_SOURCE_DIR}/figures/*.vl.json)
  foreach(path ${figures})
    get_filename_component(name ${path} NAME)
    file(READ ${path} bytes)
    minenpp_append_resource(figures/${name} "${bytes}")
  endforeach()
  minenpp_chart_scripts(${folder} ${embedded} bytes)
  minenpp_append_resource(vega.html "${bytes}")
  file(WRITE ${folder}/vega.html "${bytes}")  # for tests/report/build_page.mjs

  get_property(bytes GLOBAL PROPERTY minenpp_resource_bytes)
  get_property(names GLOBAL PROPERTY minenpp_resource_names)
  string(TOLOWER ${embedded} embedded)
  file(WRITE ${output} "// Written by cmake/report_page.cmake.
#include \"io/report/resources.h\"

namespace minenpp::io {

namespace {

${bytes}
constexpr Resource resources[] = {
${names}};

}  // namespace

std::span<const Resource> report_resources() {
  return resources;
}

bool charts_are_embedded() {
  return ${embedded};
}

}  // namespace minenpp::io
")
endfunction()

function(add_report_resources target)
  set(folder ${CMAKE_BINARY_DIR}/report_page)
  minenpp_fetch_charts(${folder}/charts embedded)
  minenpp_page_scripts(scripts)
  file(GLOB figures CONFIGURE_DEPENDS ${MINENPP_PAGE_SOURCE_DIR}/figures/*.vl.json)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
               ${MINENPP_PAGE_SOURCE_DIR}/page/package.json ${MINENPP_PAGE_SOURCE_DIR}/page/package-lock.json)
  # Which of the two was written is in the name, so that the source is written anew when the library has come.
  set(library ${folder}/charts/fetched)
  set(source ${folder}/report_resources.cpp)
  if(NOT embedded)
    set(library)
    set(source ${folder}/report_resources_network.cpp)
  endif()
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${source} -DFOLDER=${folder}/charts -DEMBEDDED=${embedded}
            -P ${MINENPP_PAGE_MODULE}
    DEPENDS ${MINENPP_PAGE_MODULE} ${MINENPP_PAGE_SOURCE_DIR}/page/index.html
            ${MINENPP_PAGE_SOURCE_DIR}/page/report.css ${MINENPP_PAGE_SOURCE_DIR}/page/package.json
            ${scripts} ${figures} ${library}
    COMMENT "Putting the report page into the program" VERBATIM)
  target_sources(${target} PRIVATE ${source})
  set_source_files_properties(${source} PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
  if(embedded)
    message(STATUS "Report page: charts are part of the page")
  endif()
endfunction()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  minenpp_write_resources(${OUTPUT} ${FOLDER} ${EMBEDDED})
endif()
