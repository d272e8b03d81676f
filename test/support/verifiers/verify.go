// Verifies a token with the standard library alone, as a program that knows nothing but the address of the keys.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"os"
	"strings"
	"time"
)

type jwk struct{ Kty, Crv, Kid, X, Y string }

type claims struct {
	Iss, Aud, Sub string
	Exp           int64
}

func main() {
	subject, err := verify(os.Args[1], os.Args[2], os.Args[3])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(subject)
}

func verify(address, issuer, token string) (string, error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return "", errors.New("no three segments")
	}
	var header struct{ Alg, Kid string }
	if err := read(parts[0], &header); err != nil {
		return "", err
	}
	if header.Alg != "ES256" {
		return "", errors.New("another algorithm")
	}
	key, err := find(address, header.Kid)
	if err != nil {
		return "", err
	}
	signature, err := base64.RawURLEncoding.Strict().DecodeString(parts[2])
	if err != nil || len(signature) != 64 {
		return "", errors.New("no signature of 64 bytes")
	}
	hash := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	if !ecdsa.Verify(key, hash[:], r, s) {
		return "", errors.New("wrong signature")
	}
	var c claims
	if err := read(parts[1], &c); err != nil {
		return "", err
	}
	if c.Iss != issuer || c.Aud != "anchor" || time.Now().Unix() >= c.Exp {
		return "", errors.New("wrong issuer or audience, or expired")
	}
	return c.Sub, nil
}

func find(address, kid string) (*ecdsa.PublicKey, error) {
	answer, err := http.Get(address)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	var set struct{ Keys []jwk }
	if err := json.NewDecoder(answer.Body).Decode(&set); err != nil {
		return nil, err
	}
	for _, k := range set.Keys {
		if k.Kid == kid && k.Kty == "EC" && k.Crv == "P-256" {
			return &ecdsa.PublicKey{Curve: elliptic.P256(), X: number(k.X), Y: number(k.Y)}, nil
		}
	}
	return nil, errors.New("unknown key")
}

func number(text string) *big.Int {
	bytes, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return new(big.Int)
	}
	return new(big.Int).SetBytes(bytes)
}

func read(segment string, into any) error {
	bytes, err := base64.RawURLEncoding.DecodeString(segment)
	if err != nil {
		return err
	}
	return json.Unmarshal(bytes, into)
}
