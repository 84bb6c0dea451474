// Checks what Cairn makes with Go's own transparency-log packages, which share no code with it.
//
//	verify checkpoint VKEY CHECKPOINT [COSIGNER-VKEY]
//	verify inclusion VKEY PROOF-FILE
//	verify consistency VKEY OLD-CHECKPOINT REQUEST
//	verify tiles VKEY CHECKPOINT FOLDER
//
// Exits with 0 when it verifies, 1 when it does not, 2 when the check could not be made.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "usage: verify checkpoint|inclusion|consistency|tiles VKEY FILE …")
		os.Exit(2)
	}
	vkey, args := os.Args[2], os.Args[3:]
	var err error
	switch os.Args[1] {
	case "checkpoint":
		err = checkpoint(vkey, args)
	case "inclusion":
		err = inclusion(vkey, args[0])
	case "consistency":
		err = consistency(vkey, args[0], args[1])
	case "tiles":
		err = tiles(vkey, args[0], args[1])
	default:
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func checkpoint(vkey string, args []string) error {
	text := read(args[0])
	if _, err := open(vkey, text); err != nil {
		return err
	}
	if len(args) < 2 {
		return nil
	}
	witness, err := newCosigner(args[1])
	if err != nil {
		return err
	}
	_, err = note.Open(text, note.VerifierList(witness))
	return err
}

// inclusion reads a proof file: the token's hash is the entry, the C2SP tlog-proof says where it stands.
func inclusion(vkey, file string) error {
	var proof struct{ Token, TlogProof string }
	if err := json.Unmarshal(read(file), &proof); err != nil {
		return err
	}
	token, _, _ := strings.Cut(proof.Token, "~")
	entry := sha256.Sum256([]byte(token))
	head, signed, found := strings.Cut(proof.TlogProof, "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a tlog-proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return err
	}
	hashes, err := parseHashes(lines[2:])
	if err != nil {
		return err
	}
	tree, err := open(vkey, []byte(signed))
	if err != nil {
		return err
	}
	return tlog.CheckRecord(hashes, tree.N, tree.Hash, index, tlog.RecordHash(entry[:]))
}

// consistency reads what a log sends to a witness (C2SP tlog-witness) and an older checkpoint that was kept.
func consistency(vkey, oldFile, requestFile string) error {
	old, err := open(vkey, read(oldFile))
	if err != nil {
		return err
	}
	head, signed, found := strings.Cut(string(read(requestFile)), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || lines[0] != fmt.Sprintf("old %d", old.N) {
		return errors.New("the request does not begin at the old checkpoint")
	}
	hashes, err := parseHashes(lines[1:])
	if err != nil {
		return err
	}
	tree, err := open(vkey, []byte(signed))
	if err != nil {
		return err
	}
	return tlog.CheckTree(hashes, tree.N, tree.Hash, old.N, old.Hash)
}

// tiles reads every entry from its bundle and proves it through the tiles of hashes under the checkpoint's root.
func tiles(vkey, checkpointFile, folder string) error {
	tree, err := open(vkey, read(checkpointFile))
	if err != nil {
		return err
	}
	reader := tlog.TileHashReader(tree, &tileFolder{folder})
	for first := int64(0); first < tree.N; first += 256 {
		width := min(256, tree.N-first)
		entries, err := readBundle(filepath.Join(folder, entriesPath(first/256, width)))
		if err != nil {
			return err
		}
		if int64(len(entries)) != width {
			return fmt.Errorf("%d entries in a bundle of %d", len(entries), width)
		}
		indexes := make([]int64, width)
		for i := range indexes {
			indexes[i] = tlog.StoredHashIndex(0, first+int64(i))
		}
		hashes, err := reader.ReadHashes(indexes)
		if err != nil {
			return err
		}
		for i, entry := range entries {
			if tlog.RecordHash(entry) != hashes[i] {
				return fmt.Errorf("entry %d is not what its leaf commits to", first+int64(i))
			}
		}
	}
	return nil
}

type tileFolder struct{ folder string }

func (t *tileFolder) Height() int { return 8 }

func (t *tileFolder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		// The Go module proxy names the height, C2SP tlog-tiles does not.
		name := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		bytes, err := os.ReadFile(filepath.Join(t.folder, filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		data[i] = bytes
	}
	return data, nil
}

func (t *tileFolder) SaveTiles([]tlog.Tile, [][]byte) {}

func entriesPath(n, width int64) string {
	tile := tlog.Tile{H: 8, L: 0, N: n, W: int(width)}
	return filepath.FromSlash(strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1))
}

func readBundle(file string) ([][]byte, error) {
	rest, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(rest) > 0 {
		if len(rest) < 2 || len(rest) < 2+int(binary.BigEndian.Uint16(rest)) {
			return nil, errors.New("a bundle ends within an entry")
		}
		end := 2 + int(binary.BigEndian.Uint16(rest))
		entries = append(entries, rest[2:end])
		rest = rest[end:]
	}
	return entries, nil
}

// open verifies a checkpoint's signature and reads its three lines.
func open(vkey string, signed []byte) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != verifier.Name() {
		return tlog.Tree{}, errors.New("not a checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

func parseHashes(lines []string) ([]tlog.Hash, error) {
	hashes := []tlog.Hash{}
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

// cosigner verifies C2SP cosignature/v1, which the note package does not know.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newCosigner(vkey string) (*cosigner, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("not a verifier key")
	}
	id, err := strconv.ParseUint(parts[1], 16, 32)
	if err != nil {
		return nil, err
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != 4 {
		return nil, errors.New("not the key of a cosigner")
	}
	sum := sha256.Sum256(bytes.Join([][]byte{[]byte(parts[0] + "\n"), key}, nil))
	if binary.BigEndian.Uint32(sum[:]) != uint32(id) {
		return nil, errors.New("the key's id is not its hash")
	}
	return &cosigner{parts[0], uint32(id), key[1:]}, nil
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }
func (c *cosigner) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(signature), text)
	return ed25519.Verify(c.key, []byte(signed), signature[8:])
}

func read(file string) []byte {
	data, err := os.ReadFile(file)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	return data
}
