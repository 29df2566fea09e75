module metacore-playground/interop

go 1.25
