// Package lines answers questions that come as JSON, one a line.
package lines

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// Answer reads questions until the input ends and writes what answer says to each, in order.
func Answer[Q, A any](in io.Reader, out io.Writer, answer func(Q) A) error {
	questions := json.NewDecoder(in)
	buffered := bufio.NewWriter(out)
	answers := json.NewEncoder(buffered)
	for {
		var q Q
		if err := questions.Decode(&q); errors.Is(err, io.EOF) {
			return buffered.Flush()
		} else if err != nil {
			return err
		}
		if err := answers.Encode(answer(q)); err != nil {
			return err
		}
	}
}

// Main is Answer from standard input to standard output, and the end of the program when that fails.
func Main[Q, A any](answer func(Q) A) {
	if err := Answer(os.Stdin, os.Stdout, answer); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
