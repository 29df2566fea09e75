// Command validator asks the platform's own validator about manifests.
//
// It reads JSON lines {"id", "text"} and answers each with {"id", "accepted", "error"}. What is compared, and which
// differences are known, is decided by the script that runs it.
package main

import (
	"fmt"

	v3 "github.com/asteby/metacore-kernel/manifest/v3"

	"metacore-playground/interop/lines"
)

type question struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

type answer struct {
	ID       string `json:"id"`
	Accepted bool   `json:"accepted"`
	Error    string `json:"error,omitempty"`
}

// verdict is the strict one: what publishing asks for. A validator that panics has not accepted.
func verdict(q question) (a answer) {
	a.ID = q.ID
	defer func() {
		if fault := recover(); fault != nil {
			a.Accepted, a.Error = false, fmt.Sprintf("panic: %v", fault)
		}
	}()
	if _, err := v3.ValidateWithOptions([]byte(q.Text), v3.Options{Strict: true}); err != nil {
		a.Error = err.Error()
		return a
	}
	a.Accepted = true
	return a
}

func main() { lines.Main(verdict) }
