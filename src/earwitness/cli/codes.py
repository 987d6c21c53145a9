"""What the exit status of every command means."""

ALL_READ = 0
SOME_FAILED = 1
USAGE = 2
NOTHING_READ = 3
CASE_DAMAGED = 4
OUR_FAULT = 5
NOT_FOUND = 6

EXIT_CODES: dict[int, str] = {
    ALL_READ: "all was done, and every input was read",
    SOME_FAILED: "some inputs could not be read; the others were",
    USAGE: "the command was not understood, or there is no such case",
    NOTHING_READ: "nothing could be read",
    CASE_DAMAGED: "the case is damaged: `earwitness check` says where",
    OUR_FAULT: "the program broke: the fault is ours",
    NOT_FOUND: "the case holds nothing of what was asked",
}
