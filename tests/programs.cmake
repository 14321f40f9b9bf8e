# Whole-program tests: Python scripts that run the built minenpp as a user would, and readers of other projects on what
# it wrote. They need Debian's own Python (scripts/install-deps).
set(MINENPP_PYTHON /usr/bin/python3)
set(MINENPP_DEMO ${CMAKE_BINARY_DIR}/test-demo)
set(MINENPP_PROGRAM_ENVIRONMENT
  "MINENPP=$<TARGET_FILE:minenpp>"
  "MINENPP_MPIRUN=${MPIEXEC_EXECUTABLE} --allow-run-as-root --oversubscribe"
  "MINENPP_SOURCE_DIR=${CMAKE_SOURCE_DIR}"
  "MINENPP_DEMO=${MINENPP_DEMO}"
  "PYTHONPATH=${CMAKE_CURRENT_SOURCE_DIR}/support"
  "PYTHONDONTWRITEBYTECODE=1")

function(add_program_test name script)
  cmake_parse_arguments(TEST "" "LABEL" "" ${ARGN})
  add_test(NAME ${name} COMMAND ${MINENPP_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/${script} -v ${TEST_UNPARSED_ARGUMENTS})
  set_tests_properties(${name} PROPERTIES TIMEOUT 600 ENVIRONMENT "${MINENPP_PROGRAM_ENVIRONMENT}"
    FIXTURES_REQUIRED demo LABELS "${TEST_LABEL}" SKIP_REGULAR_EXPRESSION "OK \\(skipped=")
endfunction()

add_test(NAME program.demo COMMAND minenpp demo ${MINENPP_DEMO})
set_tests_properties(program.demo PROPERTIES FIXTURES_SETUP demo TIMEOUT 300)

add_program_test(program.ranks_and_tiles end_to_end/ranks_and_tiles_test.py)
# What drives the browser in the tests of the report page, from npm; without it these skip.
set(MINENPP_REPORT_MODULES ${CMAKE_BINARY_DIR}/report-tests)
find_program(MINENPP_NPM npm)
if(MINENPP_NPM)
  add_test(NAME report.modules
    COMMAND ${CMAKE_COMMAND} -DNPM=${MINENPP_NPM} -DFROM=${CMAKE_CURRENT_SOURCE_DIR}/report -DTO=${MINENPP_REPORT_MODULES}
            -P ${CMAKE_CURRENT_SOURCE_DIR}/report/fetch_modules.cmake)
  set_tests_properties(report.modules PROPERTIES FIXTURES_SETUP report_modules TIMEOUT 300)
endif()
add_program_test(program.instruction_sets end_to_end/instruction_sets_test.py)
add_program_test(program.report end_to_end/report_test.py)
add_program_test(program.report_large end_to_end/report_large_test.py)
add_program_test(program.report_browser end_to_end/report_browser_test.py)
set_tests_properties(program.report_browser PROPERTIES TIMEOUT 900)
set_property(TEST program.report_browser APPEND PROPERTY FIXTURES_REQUIRED report_modules)
set_property(TEST program.report_browser APPEND PROPERTY ENVIRONMENT "MINENPP_REPORT_MODULES=${MINENPP_REPORT_MODULES}"
  "MINENPP_REPORT_SHOTS=${CMAKE_BINARY_DIR}/report-shots")

add_program_test(program.independent end_to_end/independent_test.py)
add_program_test(program.mines end_to_end/mines_test.py)
add_program_test(program.mine_pixels end_to_end/mine_pixels_test.py)
add_program_test(program.zone_coverage end_to_end/zone_coverage_test.py)
add_program_test(program.mine_warnings end_to_end/mine_warnings_test.py)
add_program_test(program.ledger_gaps end_to_end/ledger_gaps_test.py)
add_program_test(program.mines_null end_to_end/mines_null_test.py)
add_program_test(program.mines_real end_to_end/mines_real_test.py)
add_program_test(program.paper end_to_end/paper_test.py)
add_program_test(program.readers end_to_end/readers_test.py)
add_program_test(program.tables end_to_end/tables_test.py)
add_program_test(program.export end_to_end/export_test.py)
add_program_test(program.export_catalogue end_to_end/export_catalogue_test.py)
add_program_test(program.export_choice end_to_end/export_choice_test.py)
add_program_test(program.polygon_files end_to_end/polygon_files_test.py)
add_program_test(program.study_grid end_to_end/study_grid_test.py)
add_program_test(program.docs end_to_end/docs_test.py)
add_program_test(program.gridded_weather end_to_end/gridded_weather_test.py)
add_program_test(program.ndvi_netcdf end_to_end/ndvi_netcdf_test.py)
add_program_test(program.weather end_to_end/weather_test.py)
add_program_test(program.station_tables end_to_end/station_tables_test.py)
add_program_test(program.weather_elevation end_to_end/weather_elevation_test.py)
add_program_test(program.weather_maps end_to_end/weather_maps_test.py)
add_program_test(program.weather_ranks end_to_end/weather_ranks_test.py)
add_program_test(program.weather_faults faults/weather_faults_test.py)
add_program_test(program.found_mines end_to_end/found_mines_test.py)
add_program_test(program.scratch end_to_end/scratch_test.py)
add_program_test(program.class_ndvi end_to_end/class_ndvi_test.py)
add_program_test(program.rerun end_to_end/rerun_test.py)
add_program_test(program.ndvi_bounds end_to_end/ndvi_bounds_test.py)
add_program_test(program.annual_means end_to_end/annual_means_test.py)
add_program_test(program.report_gaps end_to_end/report_gaps_test.py)
add_program_test(program.years end_to_end/years_test.py)
add_program_test(program.status end_to_end/status_test.py)
add_program_test(program.real_data end_to_end/real_data_test.py)
add_program_test(program.real_scenes end_to_end/real_scenes_test.py)
add_program_test(program.scenes_twin end_to_end/scenes_twin_test.py)
add_program_test(program.broken_scenes faults/broken_scenes_test.py)
add_program_test(program.bad_input faults/bad_input_test.py)
add_program_test(program.full_disk faults/full_disk_test.py)
# One rank's disk that fails, put before the program. A sanitizer's own library must come first.
add_library(failing_reads MODULE faults/support/failing_reads.cpp)
target_link_libraries(failing_reads PRIVATE minenpp_flags ${CMAKE_DL_LIBS})
add_program_test(program.lost_input faults/lost_input_test.py)
add_program_test(program.read_errors faults/read_errors_test.py)
if(NOT MINENPP_SANITIZE)
  set_property(TEST program.read_errors APPEND PROPERTY ENVIRONMENT
    "MINENPP_FAILING_READS=$<TARGET_FILE:failing_reads>")
endif()
add_program_test(program.read_only faults/read_only_test.py)
add_program_test(program.no_memory faults/no_memory_test.py)
if(MINENPP_SANITIZE)
  set_property(TEST program.no_memory APPEND PROPERTY ENVIRONMENT
    "MINENPP_NO_MEMORY_SKIP=a sanitizer takes terabytes of addresses")
endif()
add_program_test(program.damaged_results faults/damaged_results_test.py)
add_program_test(program.hostile_names faults/hostile_names_test.py)
add_program_test(program.old_results faults/old_results_test.py)
add_program_test(program.changed_inputs faults/changed_inputs_test.py)
add_program_test(program.lock faults/lock_test.py)
add_program_test(program.stop faults/stop_test.py)
add_program_test(program.kill faults/kill_test.py)
add_program_test(program.journal faults/journal_test.py Journal.test_all_ranks_killed Journal.test_one_rank_killed
                 Journal.test_a_request_to_stop_loses_no_tile Journal.test_a_short_stage_leaves_no_trace)
add_program_test(program.journal_all faults/journal_test.py LABEL soak)
set_tests_properties(program.journal_all PROPERTIES TIMEOUT 1200)
set_property(TEST program.journal_all APPEND PROPERTY ENVIRONMENT "MINENPP_JOURNAL_SCALE=8")
# Ports, and time limits in seconds: nothing else runs beside it.
# A real Slurm of two nodes. It looks at time limits every half minute, and takes ten seconds to miss a dead node.
add_program_test(program.slurm slurm/slurm_test.py Slurm.test_both_nodes Slurm.test_demo_batch)
add_program_test(program.slurm_years slurm/slurm_test.py Years)
add_program_test(program.slurm_faults slurm/slurm_test.py Slurm.test_time_limit Slurm.test_the_first_node_dies
                 Slurm.test_cancelled)
add_program_test(program.slurm_another_node slurm/slurm_test.py Slurm.test_another_node_dies LABEL soak)
set_tests_properties(program.slurm program.slurm_years program.slurm_faults program.slurm_another_node
                     PROPERTIES RUN_SERIAL TRUE TIMEOUT 600)
add_program_test(program.commands cli/commands_test.py)
add_program_test(program.memory end_to_end/memory_test.py)
add_program_test(program.memory_limit end_to_end/memory_limit_test.py)
add_program_test(program.plan end_to_end/plan_test.py Plan.test_a_plan_is_near_a_run Plan.test_it_leaves_nothing_behind
                 Plan.test_a_stopped_plan_leaves_nothing_behind Plan.test_ranks_nodes_and_hours_reach_the_batch_line
                 Plan.test_what_it_refuses)
if(MINENPP_SANITIZE)
  foreach(test program.memory_limit program.plan)
    set_property(TEST ${test} APPEND PROPERTY ENVIRONMENT
      "MINENPP_ESTIMATE_SKIP=a sanitizer's own memory counts as the program's")
  endforeach()
endif()
# What ranks say to each other, counted by a library of its own before MPI's.
add_program_test(program.message_bytes end_to_end/message_bytes_test.py)
if(MINENPP_SANITIZE)
  set_property(TEST program.message_bytes APPEND PROPERTY ENVIRONMENT
    "MINENPP_MESSAGES_SKIP=a sanitizer's own library must come first")
endif()
add_program_test(program.correlation end_to_end/correlation_test.py)
set_tests_properties(program.correlation PROPERTIES TIMEOUT 1800)
add_program_test(program.trend end_to_end/trend_test.py)

# Performance, by counting instructions: a Release build of GCC alone, whose counts are stored.
add_executable(guard_kernels bench/guard_kernels.cpp bench/casa_case.cpp bench/mine_case.cpp)
target_link_libraries(guard_kernels PRIVATE minenpp_model minenpp_flags)
add_program_test(program.instructions bench/instruction_guard.py)
set_property(TEST program.instructions APPEND PROPERTY ENVIRONMENT "MINENPP_GUARD_KERNELS=$<TARGET_FILE:guard_kernels>")
if(NOT CMAKE_BUILD_TYPE STREQUAL "Release" OR MINENPP_SANITIZE OR MINENPP_ARCH OR NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU"
   OR NOT CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  set_property(TEST program.instructions APPEND PROPERTY ENVIRONMENT
    "MINENPP_GUARD_SKIP=counts are stored for a Release build of GCC on x86-64 for its baseline")
endif()

add_program_test(program.scenes_twin_all_months end_to_end/scenes_twin_test.py LABEL soak)
set_tests_properties(program.scenes_twin_all_months PROPERTIES TIMEOUT 1800)
set_property(TEST program.scenes_twin_all_months APPEND PROPERTY ENVIRONMENT "MINENPP_TWIN_MONTHS=all")
add_program_test(program.kill_200 faults/kill_test.py --kills=200 LABEL soak)
set_tests_properties(program.kill_200 PROPERTIES TIMEOUT 7200)
add_program_test(program.memory_64 end_to_end/memory_test.py LABEL soak)
set_property(TEST program.memory_64 APPEND PROPERTY ENVIRONMENT "MINENPP_MEMORY_SCALE=64")
add_program_test(program.plan_all end_to_end/plan_test.py Plan.test_larger_demos LABEL soak)
set_tests_properties(program.plan_all PROPERTIES TIMEOUT 3600)
set_property(TEST program.plan_all APPEND PROPERTY ENVIRONMENT "MINENPP_PLAN=all")
add_program_test(program.many_mines bench/many_mines.py LABEL soak)
set_tests_properties(program.many_mines PROPERTIES TIMEOUT 7200)
add_program_test(program.weather_all end_to_end/weather_ranks_test.py LABEL soak)
set_tests_properties(program.weather_all PROPERTIES TIMEOUT 7200)
set_property(TEST program.weather_all APPEND PROPERTY ENVIRONMENT "MINENPP_WEATHER=all")
