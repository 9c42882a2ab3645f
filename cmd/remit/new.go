package main

import "github.com/spf13/cobra"

func newNew() *cobra.Command { return &cobra.Command{Use: "new"} }
