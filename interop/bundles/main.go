// Command bundles asks the platform's own reader and verifier about bundles.
//
// It reads JSON lines {"id", "path", "keys", "signature"} and answers each with what the reader found in the file at that path, or
// its refusal, and with what the verifier says of the signature under those keys (hex, separated by commas), as a host sets it.
package main

import (
	"fmt"
	"os"

	"github.com/asteby/metacore-kernel/bundle"
	"github.com/asteby/metacore-kernel/manifest"
	"github.com/asteby/metacore-kernel/security"

	"metacore-playground/interop/lines"
)

type question struct {
	ID        string              `json:"id"`
	Path      string              `json:"path"`
	Keys      string              `json:"keys"`
	Signature *manifest.Signature `json:"signature"`
}

type answer struct {
	ID         string            `json:"id"`
	Opened     bool              `json:"opened"`
	Error      string            `json:"error,omitempty"`
	Key        string            `json:"key,omitempty"`
	Version    string            `json:"version,omitempty"`
	Entries    map[string]string `json:"entries,omitempty"`
	RawSize    int64             `json:"rawSize,omitempty"`
	Migrations []string          `json:"migrations,omitempty"`
	// Refusal is the verifier's, empty when the signature holds.
	Refusal string `json:"refusal,omitempty"`
}

func read(path string) (*bundle.Bundle, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return bundle.Read(file, 0)
}

func refusal(b *bundle.Bundle, q question) string {
	keys, err := security.ParseHexPublicKeys(q.Keys)
	if err != nil {
		return err.Error()
	}
	b.Manifest.Signature = q.Signature
	if err := security.VerifyBundle(b, keys); err != nil {
		return err.Error()
	}
	return ""
}

// open is what a host does before it installs. A reader that panics has not opened.
func open(q question) (a answer) {
	a.ID = q.ID
	defer func() {
		if fault := recover(); fault != nil {
			a = answer{ID: q.ID, Error: fmt.Sprintf("panic: %v", fault)}
		}
	}()
	b, err := read(q.Path)
	if err != nil {
		a.Error = err.Error()
		return a
	}
	a.Opened, a.Key, a.Version = true, b.Manifest.Key, b.Manifest.Version
	a.Entries, a.RawSize = b.EntryDigests, b.RawSize
	for _, migration := range b.Migrations {
		a.Migrations = append(a.Migrations, migration.Version)
	}
	a.Refusal = refusal(b, q)
	return a
}

func main() { lines.Main(open) }
