package search_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"testing"

	"remit/internal/search"
	"remit/internal/search/sample"
)

func BenchmarkIndexAndExport(b *testing.B) {
	for _, n := range []int{200, 1000, 10000} {
		docs := sample.Documents(n, 7)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			bytes := 0
			for b.Loop() {
				ix, err := search.New(docs, nil)
				if err != nil {
					b.Fatal(err)
				}
				files, err := ix.Export(context.Background(), nil)
				if err != nil {
					b.Fatal(err)
				}
				bytes = 0
				for _, data := range files {
					bytes += len(data)
				}
				ix.Close()
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
			b.ReportMetric(float64(bytes)/1e6, "MB")
		})
	}
}

func TestExportIsTheSameTwice(t *testing.T) {
	docs := sample.Documents(120, 3)
	export := func() map[string][]byte {
		ix, err := search.New(docs, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer ix.Close()
		files, err := ix.Export(context.Background(), nil)
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	a, b := export(), export()
	if !maps.EqualFunc(a, b, bytes.Equal) {
		t.Error("two exports differ")
	}
}
