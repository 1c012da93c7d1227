### common
app-name = Sổ Chi bộ
