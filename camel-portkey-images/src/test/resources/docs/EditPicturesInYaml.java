package com.example;

import org.apache.camel.main.Main;

public class EditPictures {

    public static void main(String[] args) throws Exception {
        new Main().run(args);
    }
}
